//! What a page says of itself: when it was published, by whom, in which language, and its lasting address.

use super::tokens::{Token, attribute, tokens};
use crate::{Rules, dateline, header};
use serde_json::Value;
use vigie_model::Published;

/// Facts of a page, absent where it does not give them.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub title: Option<String>,
    pub url: Option<String>,
    pub source: Option<String>,
    pub lang: Option<String>,
    pub published: Option<Published>,
}

/// Names of `<meta>` that say when, the surest first.
const WHEN: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "publication_date",
    "publish-date",
    "pubdate",
    "article.published",
    "date",
];
/// Names of `<meta>` that say who.
const WHO: &[&str] = &["og:site_name", "application-name", "dc.publisher", "publisher", "twitter:site"];

/// Where a date was found, the surest first: the page's own data, its `<meta>`, its `<time>`.
#[derive(Debug, Default)]
struct Found {
    facts: Facts,
    whens: Vec<(usize, String)>,
    whos: Vec<(usize, String)>,
    titled: bool,
}

/// Reads the facts.
pub(super) fn collect(rules: &Rules, html: &str) -> Facts {
    let mut found = Found::default();
    for token in tokens(html) {
        match token {
            Token::Open { name, range } => found.tag(&name, &html[range]),
            Token::Raw { tag, range } if html[tag.clone()].contains("ld+json") => {
                found.linked_data(&html[range])
            }
            Token::Text(range) if found.titled && found.facts.title.is_none() => {
                found.facts.title = Some(htmlize::unescape(html[range].trim()).into_owned());
            }
            _ => {}
        }
    }
    found.settle(rules)
}

impl Found {
    fn tag(&mut self, name: &str, tag: &str) {
        match name {
            "html" => self.facts.lang = attribute(tag, "lang").and_then(|lang| header::primary_tag(&lang)),
            "title" => self.titled = true,
            "meta" => self.meta(tag),
            "link" if attribute(tag, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.facts.url = attribute(tag, "href").filter(|href| href.contains("://"));
            }
            "time" => {
                let published = tag.contains("pubdate") || tag.contains("datePublished");
                let rank = 200 + usize::from(!published);
                self.whens.extend(attribute(tag, "datetime").map(|when| (rank, when)));
            }
            _ => {}
        }
    }

    fn meta(&mut self, tag: &str) {
        let names = ["property", "name", "itemprop"];
        let Some(name) =
            names.iter().find_map(|name| attribute(tag, name)).map(|name| name.to_ascii_lowercase())
        else {
            return;
        };
        let Some(content) = attribute(tag, "content").filter(|content| !content.is_empty()) else { return };
        if name == "og:url" && content.contains("://") {
            self.facts.url.get_or_insert(content);
        } else if let Some(rank) = WHEN.iter().position(|known| *known == name) {
            self.whens.push((100 + rank, content));
        } else if let Some(rank) = WHO.iter().position(|known| *known == name) {
            self.whos.push((rank, content.trim_start_matches('@').to_owned()));
        }
    }

    fn linked_data(&mut self, json: &str) {
        if let Ok(value) = serde_json::from_str::<Value>(json.trim()) {
            self.linked_value(&value, 0);
        }
    }

    /// Articles may stand in a list, in a graph, or inside the page that they are on.
    fn linked_value(&mut self, value: &Value, depth: usize) {
        let deeper = depth + 1;
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.linked_value(value, deeper)),
            Value::Object(fields) if depth < 4 => {
                let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
                self.whens.extend(text(fields.get("datePublished")).map(|when| (depth, when)));
                let publisher = fields.get("publisher").and_then(|publisher| publisher.get("name"));
                self.whos.extend(text(publisher).map(|who| (50, who)));
                for inner in
                    ["@graph", "mainEntity", "mainEntityOfPage"].iter().filter_map(|key| fields.get(*key))
                {
                    self.linked_value(inner, deeper);
                }
            }
            _ => {}
        }
    }

    fn settle(mut self, rules: &Rules) -> Facts {
        self.whens.sort_by_key(|(rank, _)| *rank);
        self.whos.sort_by_key(|(rank, _)| *rank);
        self.facts.published = self.whens.iter().find_map(|(_, when)| dateline::parse(rules, when));
        self.facts.source = self.whos.into_iter().map(|(_, who)| who).next();
        self.facts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(html: &str) -> Facts {
        collect(Rules::embedded().unwrap(), html)
    }

    #[test]
    fn linked_data_comes_before_meta_and_meta_before_time() {
        let time = r#"<time datetime="2026-01-03">x</time>"#;
        let meta = r#"<meta itemprop="datePublished" content="2026-01-02">"#;
        let data = r#"<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2026-01-01T10:00:00Z","publisher":{"name":"Le Fleuve"}}]}</script>"#;
        let when = |html: &str| facts(html).published.map(|when| when.day().to_string());
        assert_eq!(when(&format!("{time}{meta}{data}")).as_deref(), Some("2026-01-01"));
        assert_eq!(when(&format!("{time}{meta}")).as_deref(), Some("2026-01-02"));
        assert_eq!(when(time).as_deref(), Some("2026-01-03"));
        assert_eq!(facts(data).source.as_deref(), Some("Le Fleuve"));
    }

    #[test]
    fn broken_facts_are_absent() {
        let facts = facts(
            r#"<script type="application/ld+json">{oops</script><meta name="date" content="soon"><html lang="x">"#,
        );
        assert!(facts.published.is_none() && facts.lang.is_none() && facts.source.is_none());
    }
}

//! Mojibake mended, with offsets kept: letters of several bytes that were read as one letter each, entities
//! left in plain text, and the invisible and odd-spaced.
//!
//! Law: correct text stays as it is. Every rule names what it may never touch (« PÂTISSERIE », « dégât »,
//! « voilà », "É…"), and the tests hold both sides. Three passes: sequences (again while they uncover more: text may
//! have been garbled twice), then what dropped bytes left behind, then
//! spaces, words broken at a line's end, and letters of another script that pass for Latin ones.

mod hyphens;
mod leftovers;
mod lookalikes;
mod sequences;
mod spaces;

use crate::Rules;
use crate::mapped::{Mapped, Weaver};
use std::ops::Range;

/// How many times over a text may have been garbled.
const LAYERS: usize = 4;

/// New words for a range of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Edit {
    range: Range<usize>,
    with: String,
    /// Whether it mends garbled text, which a person should know, or only tidies.
    garbled: bool,
}

impl Edit {
    fn mend(range: Range<usize>, with: impl Into<String>) -> Self {
        Self { range, with: with.into(), garbled: true }
    }

    fn tidy(range: Range<usize>, with: impl Into<String>) -> Self {
        Self { range, with: with.into(), garbled: false }
    }
}

/// Mends the text. `entities`: it is plain text, in which `&eacute;` can only be a leftover of a page.
pub(crate) fn repair(mut text: Mapped, rules: &Rules, notes: &mut Vec<String>) -> Mapped {
    let mut mended = 0;
    for _ in 0..LAYERS {
        let count = pass(&mut text, sequences::may_begin, |text, at, _| sequences::find(text, at));
        mended += count.garbled;
        if count.all == 0 {
            break;
        }
    }
    let evident = mended > 0;
    let leftover = |text: &str, at, _| leftovers::find(text, at, evident, &rules.apostrophes);
    mended += pass(&mut text, leftovers::may_begin, leftover).garbled;
    mended += pass(&mut text, spaces::may_begin, spaces::find).garbled;
    pass(&mut text, hyphens::may_begin, |text, at, done| hyphens::find(text, at, done, &rules.hyphens));
    if mended > 0 {
        notes.push(format!("mended {mended} garbled letters"));
    }
    let alike = pass(&mut text, lookalikes::may_begin, |text, at, _| lookalikes::find(text, at)).all;
    if alike > 0 {
        notes.push(format!(
            "took {alike} Cyrillic or Greek letters in Latin words for the Latin ones they look like"
        ));
    }
    text
}

/// Mends a short text of which no offsets are wanted.
pub(crate) fn mend(words: &str) -> String {
    let mut text = Mapped::default();
    text.push_copied(words, 0);
    repair(text, &Rules::default(), &mut Vec::new()).text
}

#[derive(Debug, Default, Clone, Copy)]
struct Count {
    all: usize,
    garbled: usize,
}

/// Applies every edit that `find` has, left to right. `find` is asked only where `may_begin` says so, and is
/// told where the last edit ended.
fn pass(
    text: &mut Mapped,
    may_begin: fn(u8) -> bool,
    find: impl Fn(&str, usize, usize) -> Option<Edit>,
) -> Count {
    let mut count = Count::default();
    let mut weaver: Option<Weaver<'_>> = None;
    let (mut done, mut at) = (0, 0);
    let source = &*text;
    while let Some(step) =
        source.text.as_bytes().get(at..).and_then(|rest| rest.iter().position(|b| may_begin(*b)))
    {
        at += step;
        let Some(edit) = find(&source.text, at, done) else {
            at += 1;
            continue;
        };
        let weaver = weaver.get_or_insert_with(|| Weaver::new(source));
        weaver.keep(done..edit.range.start);
        weaver.put(&edit.with, edit.range.clone());
        count.all += 1;
        count.garbled += usize::from(edit.garbled);
        done = edit.range.end;
        at = done.max(at + 1);
    }
    if let Some(mut weaver) = weaver {
        weaver.keep(done..source.text.len());
        *text = weaver.made;
    }
    count
}

fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Rules;

    fn mended(raw: &str) -> Mapped {
        let mut text = Mapped::default();
        text.push_copied(raw, 0);
        repair(text, Rules::embedded().unwrap(), &mut Vec::new())
    }

    #[test]
    fn garbled_text_is_mended() {
        let cases = [
            ("said.\u{c2} The attack", "said. The attack"),
            ("said.\u{c2}", "said."),
            ("said.\u{c2}\u{a0}Then", "said. Then"),
            ("said.\u{c2}Then", "said. Then"),
            ("factory.\u{c2}\n\nNext", "factory.\n\nNext"),
            ("5,000\u{c2} people", "5,000 people"),
            ("\u{c2}Soldiers were killed", "Soldiers were killed"),
            ("Bamako\u{c2}", "Bamako"),
            ("Jamaâ€™at Nusrat", "Jama’at Nusrat"),
            ("Jamaâat Nusrat", "Jama’at Nusrat"),
            ("l\u{e2}\u{80}\u{99}attaque", "l’attaque"),
            ("lâattaque dâun camp sâest", "l’attaque d’un camp s’est"),
            ("Itâs; they didnât", "It’s; they didn’t"),
            ("â€œWe fledâ€\u{9d}, he said", "“We fled”, he said"),
            ("â€œWe fled,â€ he said", "“We fled,” he said"),
            ("SÃ©kou TourÃ© Ã\u{a0} Mopti", "Sékou Touré à Mopti"),
            ("SÃ©kou TourÃ© Ã  Mopti", "Sékou Touré à Mopti"),
            ("Ã perturber, voilÃ le but", "à perturber, voilà le but"),
            ("PÃ‚TISSERIE, NÃ‰AMA, HÃ”TEL", "PÂTISSERIE, NÉAMA, HÔTEL"),
            ("cÅ“ur et SÅ’UR", "cœur et SŒUR"),
            ("Â«Â\u{a0}nonÂ\u{a0}Â»", "« non »"),
            ("CÃ´te dâ€™Ivoire", "Côte d’Ivoire"),
            ("killed â among them", "killed – among them"),
            ("doesnÃ¢â‚¬â„¢t (nÃƒÂ© Traor)", "doesn’t (né Traor)"),
            ("ðŸ˜€ ok", "😀 ok"),
            ("Jama\u{92}at \u{96} non", "Jama’at – non"),
            ("Merci de r√©pondre‚Ä¶ l‚Äôattaque", "Merci de répondre… l’attaque"),
            ("Jama&rsquo;at &amp; co&nbsp;: &#8220;non&#8221; &#233;", "Jama’at & co : “non” é"),
            ("Ouaga\u{ad}dougou\u{200b} et\u{feff} Fada", "Ouagadougou et Fada"),
            ("10\u{202f}000\u{a0}morts", "10 000 morts"),
            ("Se\u{301}gou, N\u{303}ame", "Ségou, Ñame"),
            ("ﬁve o\u{fb03}cers", "five officers"),
            ("a\r\nb\rc\u{2028}d", "a\nb\nc\nd"),
            ("ont atta-\nqué le village", "ont attaqué\nle village"),
            ("ont atta-\r\n  qué. Puis", "ont attaqué.\nPuis"),
            ("le vice-\nprésident est mort", "le vice-président\nest mort"),
            ("killed twenty-\nfive", "killed twenty-five"),
            ("un couvre-\nfeu à Gao", "un couvre-feu\nà Gao"),
            ("un cessez-\nle-feu", "un cessez-le-feu"),
            ("au Nord-\nouest", "au Nord-ouest"),
            ("ont-\nils fui", "ont-ils\nfui"),
            ("l’atta\u{ad}\nque", "l’attaque"),
            ("M\u{430}li, D\u{458}ib\u{43e}", "Mali, Djibo"),
            ("kil\u{200d}led", "killed"),
        ];
        for (raw, wanted) in cases {
            assert_eq!(mended(raw).text, wanted, "{raw:?}");
        }
    }

    #[test]
    fn correct_text_stays() {
        let cases = [
            "PÂTISSERIE d’Âge, ÂGE : 12 ans, Âgé de 12 ans",
            "Château, théâtre, lâche, Bâle, appât, dégât, dégâts, mât, Tâhoua, Lâm",
            "Voilà », « déjà »… « CAFÉ » et « MARQUÉ… » puis « É’ », SÓ…, VOCÊ…",
            "C O N C L U S Ã O, IRMÃ, CORAÇÃO, NÃO",
            "MISUTÂ AJIKKO",
            "Jama’at, Côte d’Ivoire, naïve – café",
            "NESTLÉ®, ∆°, √π, 4288×…, 2012—∞, 10 Å—",
            "AT&T; R&D; a &b; &unknown; &; 3 &lt 4",
            "Η ανατροφή, Поздрав, الدولة, 日本",
            "Bobo-\nDioulasso, 12-\n14, - \nitem, axe Gao -\nlabel",
            "дом A, ДПК-Б, Москва",
        ];
        for text in cases {
            assert_eq!(mended(text).text, text);
        }
    }

    #[test]
    fn words_keep_their_origin_through_all_passes() {
        let raw = "Ã€ SÃ©gou, lâ€™attaque dâun\u{a0}camp";
        let text = mended(raw);
        for (words, origin) in
            [("Ségou", "SÃ©gou"), ("l’attaque", "lâ€™attaque"), ("d’un", "dâun"), ("camp", "camp")]
        {
            let start = text.text.find(words).unwrap();
            assert_eq!(&raw[text.enclosing(start..start + words.len())], origin);
        }
    }
}

//! Incidents in the formats the field uses, without hurting the people in them.

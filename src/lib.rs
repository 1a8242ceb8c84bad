//! mynah: rehearse interview answers out loud, offline, in Korean and English.
//!
//! A rehearsal runs through the folders of this crate in this order. A prompt is chosen ([`prompt`], [`schedule`]) and spoken
//! ([`speak`]); the answer is recorded ([`record`]) and recognised ([`transcribe`]); its timing is measured ([`measure`]) and its
//! sentences are labelled ([`star`]); both are held against a rubric ([`score`]). [`assess`] joins those last four. The attempt is kept
//! ([`store`]), shown ([`report`]) and played back ([`replay`]). [`practice`] is the rehearsal itself, a state machine over all of it;
//! [`cli`] wires the real parts together; [`demo`] gives them a virtual sound card and a candidate.
//!
//! [`domain`] holds the nouns, [`messages`] the wording. Which folder may use which is a table in `ARCHITECTURE.md`, and a test holds it.

pub mod assess;
pub mod cli;
pub mod demo;
pub mod domain;
pub mod measure;
pub mod messages;
pub mod note;
pub mod practice;
pub mod prompt;
pub mod record;
pub mod replay;
pub mod report;
pub mod schedule;
pub mod score;
pub mod speak;
pub mod star;
pub mod store;
pub mod transcribe;
pub mod tui;

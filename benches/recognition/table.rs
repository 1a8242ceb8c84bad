//! The table: one row a requirement, printed as soon as it is known and kept for the report.

use std::fmt::Write;

/// What a row says about its bound.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    Ok,
    Failed,
    /// No bound is set.
    Shown,
    /// The two sides did different work, so the figure says nothing.
    Void(String),
}

#[derive(Clone, Debug)]
pub struct Row {
    pub what: String,
    pub model: String,
    pub threads: usize,
    /// What was measured, for example `3.20 s of 21.00 s`.
    pub measured: String,
    pub value: f64,
    pub bound: Option<f64>,
    pub void: Option<String>,
}

impl Row {
    pub fn verdict(&self) -> Verdict {
        match (&self.void, self.bound) {
            (Some(reason), _) => Verdict::Void(reason.clone()),
            (None, None) => Verdict::Shown,
            (None, Some(bound)) if self.value <= bound => Verdict::Ok,
            (None, Some(_)) => Verdict::Failed,
        }
    }

    fn cells(&self) -> [String; 7] {
        let verdict = match self.verdict() {
            Verdict::Ok => "ok".to_owned(),
            Verdict::Failed => "FAILED".to_owned(),
            Verdict::Shown => String::new(),
            Verdict::Void(reason) => format!("VOID: {reason}"),
        };
        let bound = self.bound.map_or("-".to_owned(), |bound| format!("≤ {bound}"));
        let value = if self.value.fract() == 0.0 { format!("{}", self.value) } else { format!("{:.3}", self.value) };
        [self.what.clone(), self.model.clone(), self.threads.to_string(), self.measured.clone(), value, bound, verdict]
    }
}

const HEAD: [&str; 7] = ["what", "model", "threads", "measured", "value", "required", ""];

/// Everything that was measured, and what stands beside it.
#[derive(Default)]
pub struct Table {
    rows: Vec<Row>,
    notes: Vec<String>,
}

impl Table {
    /// Prints the row and keeps it.
    pub fn row(&mut self, row: Row) {
        let [what, model, threads, measured, value, bound, verdict] = row.cells();
        println!("{what}\n    {model}, {threads} thread(s): {measured} → {value} (required {bound}) {verdict}");
        self.rows.push(row);
    }

    /// Prints a line beside the rows and keeps it.
    pub fn note(&mut self, text: String) {
        println!("    {text}");
        self.notes.push(text);
    }

    /// Whether nothing failed and nothing was void.
    pub fn holds(&self) -> bool {
        self.rows.iter().all(|row| matches!(row.verdict(), Verdict::Ok | Verdict::Shown))
    }

    pub fn markdown(&self) -> String {
        let mut text = format!("| {} |\n|{}\n", HEAD.join(" | "), "---|".repeat(HEAD.len()));
        for row in &self.rows {
            let _ = writeln!(text, "| {} |", row.cells().join(" | ")); // a String takes everything
        }
        text.push('\n');
        for note in &self.notes {
            let _ = writeln!(text, "- {note}");
        }
        text
    }
}

/// Says what is being done: everything here takes more than a second.
pub fn progress(text: &str) {
    eprintln!("… {text}");
}

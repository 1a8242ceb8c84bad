//! Brings a database up to the form this program knows, one numbered step at a time. `PRAGMA user_version` counts the steps taken.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::sqlite;
use crate::domain::{Failure, Kind};
use crate::msg;

/// Only ever added to.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
    include_str!("migrations/0005.sql"),
    include_str!("migrations/0006.sql"),
    include_str!("migrations/0007.sql"),
];

/// # Errors
/// `Kind::Storage` where a newer program has taken steps that this one does not know, or the file is no database.
pub(super) fn refuse_newer(connection: &Connection, file: &Path) -> Result<(), Failure> {
    let version = user_version(connection).map_err(|error| sqlite::failure(file, "reading its version", error))?;
    if version <= MIGRATIONS.len() as i64 {
        return Ok(());
    }
    let failure = msg!("store-newer", file = file, version = version.to_string(), known = MIGRATIONS.len().to_string());
    Err(Failure::new(Kind::Storage, failure).hint(msg!("store-newer-hint")))
}

/// Takes the steps that are missing, each in a transaction of its own. Another process may be doing the same at the same time: who
/// comes second finds the step taken.
pub(super) fn migrate(connection: &mut Connection, file: &Path, migrations: &[&str]) -> Result<(), Failure> {
    for (step, sql) in (1..).zip(migrations) {
        take_step(connection, step, sql).map_err(|error| sqlite::failure(file, &format!("migration {step}"), error))?;
    }
    Ok(())
}

fn take_step(connection: &mut Connection, step: i64, sql: &str) -> rusqlite::Result<()> {
    if user_version(connection)? >= step {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if user_version(&transaction)? < step {
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", step)?;
    }
    transaction.commit()
}

fn user_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_database_takes_every_step_once() {
        let mut connection = Connection::open_in_memory().unwrap();
        for _ in 0..2 {
            migrate(&mut connection, Path::new("a.db"), MIGRATIONS).unwrap();
            assert_eq!(user_version(&connection).unwrap(), MIGRATIONS.len() as i64);
        }
        connection.execute("INSERT INTO reviews VALUES ('p', 'ko', 1.0, 5.0, 'a', 'b', 'good', 1)", []).unwrap();
    }

    #[test]
    fn a_later_step_keeps_what_was_there() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, Path::new("a.db"), &["CREATE TABLE t (a TEXT)"]).unwrap();
        connection.execute("INSERT INTO t VALUES ('kept')", []).unwrap();
        migrate(&mut connection, Path::new("a.db"), &["CREATE TABLE t (a TEXT)", "ALTER TABLE t ADD COLUMN b TEXT"]).unwrap();
        let found: (String, Option<String>) = connection.query_row("SELECT a, b FROM t", [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        assert_eq!(found, ("kept".to_owned(), None));
    }

    #[test]
    fn a_step_that_fails_halfway_leaves_nothing_of_itself() {
        let mut connection = Connection::open_in_memory().unwrap();
        let steps = ["CREATE TABLE t (a TEXT)", "CREATE TABLE u (a TEXT); CREATE TABLE t (a TEXT)"];
        assert_eq!(migrate(&mut connection, Path::new("a.db"), &steps).unwrap_err().kind, Kind::Storage);
        assert_eq!(user_version(&connection).unwrap(), 1);
        let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema WHERE name IN ('t', 'u')", [], |row| row.get(0)).unwrap();
        assert_eq!(tables, 1);
    }
}

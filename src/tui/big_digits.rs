//! A time in digits that can be read from across the room.

/// Rows of a digit.
pub const HEIGHT: usize = 5;

/// Three dots wide, from above; a dot is two columns, so that it is about as wide as high.
const GLYPHS: [(char, [&str; HEIGHT]); 13] = [
    ('0', ["###", "# #", "# #", "# #", "###"]),
    ('1', [" # ", "## ", " # ", " # ", "###"]),
    ('2', ["###", "  #", "###", "#  ", "###"]),
    ('3', ["###", "  #", "###", "  #", "###"]),
    ('4', ["# #", "# #", "###", "  #", "  #"]),
    ('5', ["###", "#  ", "###", "  #", "###"]),
    ('6', ["###", "#  ", "###", "# #", "###"]),
    ('7', ["###", "  #", "  #", "  #", "  #"]),
    ('8', ["###", "# #", "###", "# #", "###"]),
    ('9', ["###", "# #", "###", "  #", "###"]),
    (':', [" ", "#", " ", "#", " "]),
    ('-', ["  ", "  ", "##", "  ", "  "]),
    ('+', ["   ", " # ", "###", " # ", "   "]),
];

/// `text` in big signs, a row a line; signs without a big form are left out.
pub fn rows(text: &str) -> [String; HEIGHT] {
    let glyphs: Vec<&[&str; HEIGHT]> =
        text.chars().filter_map(|sign| GLYPHS.iter().find(|(known, _)| *known == sign)).map(|(_, rows)| rows).collect();
    std::array::from_fn(|row| glyphs.iter().map(|glyph| doubled(glyph[row])).collect::<Vec<_>>().join("  "))
}

fn doubled(dots: &str) -> String {
    dots.chars().map(|dot| if dot == '#' { "██" } else { "  " }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_five_rows_of_blocks() {
        insta::assert_snapshot!(rows("1:05").join("\n"), @r"
          ██        ██████  ██████
        ████    ██  ██  ██  ██    
          ██        ██  ██  ██████
          ██    ██  ██  ██      ██
        ██████      ██████  ██████
        ");
    }

    #[test]
    fn every_sign_of_a_time_has_a_form_and_all_rows_are_as_wide() {
        for text in ["0123456789", "10:00", "-1:19", "+0:07"] {
            let rows = rows(text);
            let width = rows[0].chars().count();
            assert!(width > text.len() * 2 && rows.iter().all(|row| row.chars().count() == width), "{text}");
        }
        assert_eq!(rows("x"), [""; HEIGHT]);
    }
}

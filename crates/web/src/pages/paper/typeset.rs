//! Lines of text on A4 pages: wrapping by the widths of Helvetica, page breaks, page numbers.

use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

/// Points of A4.
const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;
const MARGIN: f32 = 50.0;
/// What large print multiplies sizes with: 11 points become at least 18.
const LARGE: f32 = 1.65;

/// A face of the one family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Helvetica.
    Plain,
    /// Helvetica Bold.
    Bold,
}

/// Sets lines onto pages.
pub struct Typesetter {
    title: String,
    language: &'static str,
    scale: f32,
    pages: Vec<Vec<u8>>,
    page: Content,
    y: f32,
}

impl Typesetter {
    /// An empty document.
    pub fn new(title: &str, language: &'static str, is_large: bool) -> Typesetter {
        let scale = if is_large { LARGE } else { 1.0 };
        let page = Content::new();
        Typesetter { title: title.to_owned(), language, scale, pages: Vec::new(), page, y: HEIGHT - MARGIN }
    }

    /// A paragraph, wrapped.
    pub fn line(&mut self, face: Face, size: f32, text: &str) {
        let size = size * self.scale;
        for line in wrapped(&encoded(text), face, size, WIDTH - 2.0 * MARGIN) {
            self.make_room(size * 1.35);
            self.y -= size * 1.35;
            self.page.begin_text();
            self.page.set_font(Name(if face == Face::Bold { b"B" } else { b"P" }), size);
            self.page.next_line(MARGIN, self.y);
            self.page.show(Str(&line));
            self.page.end_text();
        }
    }

    /// A heading of a part, kept with what follows.
    pub fn heading(&mut self, size: f32, text: &str) {
        self.keep_together(6);
        self.gap(14.0);
        self.line(Face::Bold, size, text);
    }

    /// Empty space, in points of ordinary print.
    pub fn gap(&mut self, points: f32) {
        self.y -= points * self.scale;
    }

    /// Begins a new page unless this many lines of ordinary size still fit.
    pub fn keep_together(&mut self, lines: u8) {
        self.make_room(f32::from(lines) * 11.0 * 1.35 * self.scale);
    }

    fn make_room(&mut self, points: f32) {
        if self.y - points < MARGIN + 14.0 && self.y < HEIGHT - MARGIN {
            self.turn_page();
        }
    }

    fn turn_page(&mut self) {
        let number = (self.pages.len() + 1).to_string();
        self.page.begin_text();
        self.page.set_font(Name(b"P"), 10.0);
        self.page.next_line(WIDTH / 2.0, MARGIN - 20.0);
        self.page.show(Str(number.as_bytes()));
        self.page.end_text();
        let done = std::mem::replace(&mut self.page, Content::new());
        self.pages.push(done.finish().to_vec());
        self.y = HEIGHT - MARGIN;
    }

    /// The file.
    pub fn finish(mut self) -> Vec<u8> {
        self.turn_page();
        let count = self.pages.len() as i32;
        let (catalog, tree, information, plain, bold) =
            (Ref::new(1), Ref::new(2), Ref::new(3), Ref::new(4), Ref::new(5));
        let page = |index: i32| Ref::new(10 + 2 * index);
        let content = |index: i32| Ref::new(11 + 2 * index);
        let mut pdf = Pdf::new();
        pdf.catalog(catalog).pages(tree).lang(TextStr(self.language));
        pdf.document_info(information).title(TextStr(&self.title)).producer(TextStr("Fingerpost"));
        pdf.pages(tree).kids((0..count).map(page)).count(count);
        for index in 0..count {
            let mut leaf = pdf.page(page(index));
            leaf.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).parent(tree).contents(content(index));
            let mut resources = leaf.resources();
            let mut fonts = resources.fonts();
            fonts.pair(Name(b"P"), plain);
            fonts.pair(Name(b"B"), bold);
            fonts.finish();
            resources.finish();
            leaf.finish();
            pdf.stream(content(index), &self.pages[index as usize]);
        }
        for (id, name) in [(plain, "Helvetica"), (bold, "Helvetica-Bold")] {
            let mut font = pdf.type1_font(id);
            font.base_font(Name(name.as_bytes()));
            let mut encoding = font.encoding_custom();
            encoding.base_encoding(Name(b"WinAnsiEncoding"));
            let mut welsh = encoding.differences();
            for (code, glyph) in WELSH {
                welsh.consecutive(code, [Name(glyph.as_bytes())]);
            }
        }
        pdf.finish()
    }
}

/// Welsh letters that the usual encoding lacks, at codes it leaves free.
const WELSH: [(u8, &str); 4] =
    [(0x81, "wcircumflex"), (0x8d, "ycircumflex"), (0x8f, "Wcircumflex"), (0x90, "Ycircumflex")];

/// A text in the encoding of the fonts; what they lack becomes a question mark.
fn encoded(text: &str) -> Vec<u8> {
    let code = |c: char| match c {
        ' '..='~' | '\u{a0}'..='\u{ff}' => c as u8,
        'ŵ' => 0x81,
        'ŷ' => 0x8d,
        'Ŵ' => 0x8f,
        'Ŷ' => 0x90,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        '…' => 0x85,
        '€' => 0x80,
        _ if c.is_whitespace() => b' ',
        _ => b'?',
    };
    text.chars().map(code).collect()
}

/// Widths of Helvetica's printable ASCII, in thousandths of the size.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

fn width(text: &[u8], face: Face, size: f32) -> f32 {
    let thousandths: u32 = text
        .iter()
        .map(|byte| {
            u32::from(*byte)
                .checked_sub(32)
                .and_then(|at| WIDTHS.get(at as usize))
                .map_or(600, |w| u32::from(*w))
        })
        .sum();
    let wider = if face == Face::Bold { 1.08 } else { 1.0 };
    thousandths as f32 / 1_000.0 * size * wider
}

fn wrapped(text: &[u8], face: Face, size: f32, room: f32) -> Vec<Vec<u8>> {
    let mut lines: Vec<Vec<u8>> = vec![Vec::new()];
    for word in text.split(|byte| *byte == b' ').filter(|word| !word.is_empty()) {
        let line = lines.last_mut().expect("there is always a line");
        let mut longer = line.clone();
        if !line.is_empty() {
            longer.push(b' ');
        }
        longer.extend_from_slice(word);
        if line.is_empty() || width(&longer, face, size) <= room {
            *line = longer;
        } else {
            lines.push(word.to_vec());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_wrapped_within_the_margins() {
        let lines = wrapped(&encoded(&"singing in the hall ".repeat(40)), Face::Plain, 11.0, 495.0);
        assert!(lines.len() > 5);
        assert!(lines.iter().all(|line| width(line, Face::Plain, 11.0) <= 495.0));
    }

    #[test]
    fn a_document_has_the_pages_its_text_needs() {
        let mut paper = Typesetter::new("Ambleford", "en", true);
        for _ in 0..100 {
            paper.line(Face::Plain, 11.0, "Côr Tŷ Gŵyl – Tuesdays");
        }
        assert_eq!(paper.pages.len(), 3, "three full pages of large print, and a fourth begun");
        assert!(paper.finish().starts_with(b"%PDF-"));
    }
}

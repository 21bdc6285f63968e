use serde_json::Value;

use super::{Labelled, PointDocument, json};

#[tokio::test]
async fn what_is_written_is_what_any_reader_of_json_reads() {
    let texts = [
        "",
        "plain",
        "\"quoted\" \\ / ",
        "line\nand\ttab\r\u{0}\u{1f}\u{7f}",
        "Llŷn – 🎶 \u{2028}",
        &"a\"".repeat(99),
    ];
    for text in texts {
        let labelled = Labelled { id: text.to_owned(), label: text.repeat(3) };
        let points = [(53.4, -2.0), (0.0, -0.0), (51.477_812, 1e-7), (-90.0, 180.0)];
        let points = points.map(|(latitude, longitude)| PointDocument { latitude, longitude });
        let document = (&labelled, points, [0_u64, u64::MAX], Some(true), None::<u8>);
        let body = axum::body::to_bytes(json(&document).into_body(), 10_000).await.expect("a short body");
        let read: Value = serde_json::from_slice(&body).expect("JSON");
        assert_eq!(read, serde_json::to_value(document).expect("JSON"), "{text:?}");
    }
}

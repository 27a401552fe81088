//! tmp
use super::*;

const POLICY: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "First",
      "Effect": "Allow",
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": "arn:aws:s3:::one/*"
    },
    {
      "Sid": "Second",
      "Effect": "Allow",
      "Principal": {"AWS": ["arn:aws:iam::111122223333:root"]},
      "Action": ["s3:GetObject", "s3:PutObject"],
      "Resource": "arn:aws:s3:::two/${aws:username}/*",
      "Condition": {
        "StringEquals": {
          "aws:PrincipalTag/team": ["red", "blue"]
        },
        "Bool": {"aws:SecureTransport": "true"}
      }
    },
    {
      "Sid": "Third",
      "Effect": "Deny",
      "Action": "*",
      "Resource": "*"
    }
  ]
}
"#;

#[test]
fn measure() {
    let compact: String = format(&parse(POLICY).document, 0)
        .unwrap()
        .replace('\n', "");
    let one_line = compact.replace(": ", ":");
    for (name, text) in [
        ("pretty", POLICY),
        ("spaced", &compact),
        ("compact", &one_line),
    ] {
        let whole = dump(&parse(text).document);
        let first = &whole[whole.find("{\"Sid\": \"First\"").unwrap()
            ..whole.find(", {\"Sid\": \"Second\"").unwrap()];
        let third = &whole[whole.find("{\"Sid\": \"Third\"").unwrap()..whole.rfind("]}").unwrap()];
        let from = text.find("\"Second\"").unwrap();
        let from = text[..from].rfind('{').unwrap();
        let to = text.find("\"Third\"").unwrap();
        let to = text[..to].rfind('}').unwrap() + 1;
        let mut lost = vec![];
        for at in from..to {
            let broken = format!("{}{}", &text[..at], &text[at + 1..]);
            let tree = dump(&parse(&broken).document);
            if !(tree.contains(&format!("\"Statement\": [{first}, "))
                && tree.ends_with(&format!(", {third}]}}")))
            {
                lost.push((at, broken, tree));
            }
        }
        println!("== {name} deletions: {} of {}", lost.len(), to - from);
        for (at, broken, tree) in lost.iter().take(12) {
            println!(
                "{}|{}\n   {tree}\n",
                &broken[at.saturating_sub(30)..*at].replace('\n', "~"),
                &broken[*at..(at + 30).min(broken.len())].replace('\n', "~")
            );
        }
        let mut lost = vec![];
        for at in from..to {
            for c in [
                "\"", ",", ":", "{", "}", "[", "]", "x", "\\", " ", "\n", "'", "/",
            ] {
                let broken = format!("{}{c}{}", &text[..at], &text[at..]);
                let tree = dump(&parse(&broken).document);
                if !(tree.contains(&format!("\"Statement\": [{first}, "))
                    && tree.ends_with(&format!(", {third}]}}")))
                {
                    lost.push((at, broken, tree));
                }
            }
        }
        println!(
            "== {name} insertions: {} of {}",
            lost.len(),
            (to - from) * 13
        );
        for (at, broken, tree) in lost.iter().take(30) {
            println!(
                "{}|{}\n   {tree}\n",
                &broken[at.saturating_sub(30)..*at].replace('\n', "~"),
                &broken[*at..(at + 30).min(broken.len())].replace('\n', "~")
            );
        }
        // typing: prefix of second + rest
        let mut lost = vec![];
        for at in from..to {
            let broken = format!("{}{}", &text[..at], &text[to..]);
            let tree = dump(&parse(&broken).document);
            if !(tree.contains(&format!("\"Statement\": [{first}, "))
                && tree.ends_with(&format!("{third}]}}")))
            {
                lost.push((at, broken, tree));
            }
        }
        println!("== {name} typing: {} of {}", lost.len(), (to - from));
        for (at, broken, tree) in lost.iter().take(12) {
            println!(
                "{}|{}\n   {tree}\n",
                &broken[at.saturating_sub(30)..*at].replace('\n', "~"),
                &broken[*at..(at + 30).min(broken.len())].replace('\n', "~")
            );
        }
    }
}

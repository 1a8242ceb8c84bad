//! Motivation: what I want (claim), why (reason), and what shows it (example).

use super::Role::{Content, Frame};
use super::{Place, Row, place};
use crate::domain::Part::{Claim, Example, Reason};

/// Claim, reason, example is the order that guides give; the claim often comes back at the end, so nothing is narrow.
pub const PLACES: &[Place] = &[place(Claim, 0.05, 0.35), place(Reason, 0.4, 0.35), place(Example, 0.7, 0.35)];

pub const EN: &[Row] = &[
    (
        Claim,
        1.5,
        Content,
        &[
            "i|i'd want|hope|wish|plan|aim|like|love|would to|like|love",
            "i|i'm am|applying|excited applying|excited|eager|to|for",
            "i applied|chose|choose|decided",
            "my goal|dream is",
            "i can|will|could contribute|bring|help|grow|add",
            "the right|best|perfect place|fit|company|team",
        ],
    ),
    (Claim, 0.7, Content, &["contribute", "join", "that is|that's why", "that's why", "this role|team|position|company"]),
    (Reason, 1.5, Content, &["because|since", "due to", "so that", "which means"]),
    (Reason, 1.2, Frame, &["reason|reasons is|are|why|for", "^first|firstly|second|secondly|third|finally", "the first|second|main reason|thing"]),
    (
        Reason,
        0.9,
        Content,
        &[
            "i believe|think|admire|value|respect|care|agree",
            "your|the company|team|culture|values|mission|product|products|customers|principles",
            "matters|important|attracts|attracted|impressed|inspires|resonates|fits",
            "is|are known|famous",
        ],
    ),
    (
        Example,
        1.5,
        Content,
        &["for example|instance", "an example", "such as", "once", "when i was|worked|used|joined|built|led", "in|at my last|previous|current|first"],
    ),
    (
        Example,
        1.1,
        Content,
        &[
            "i|we built|led|ran|worked|used|wrote|designed|developed|moved|migrated|learned|found|saw|met|tried|read|solved|helped|reduced|improved|spent|joined|did|made|took|created|managed|studied",
            "percent|*%",
            "years|months ago|of",
            "last year|month|summer",
        ],
    ),
];

pub const KO: &[Row] = &[
    (
        Claim,
        1.6,
        Content,
        &[
            "*고 싶습니다$|싶어|싶어서|싶어요$|싶었습니다$",
            "지원했*|지원하게|지원하였*|지원합니다|지원하고자",
            "*겠습니다$",
            "기여*|이바지*|성장하*|함께하*",
            "*고자 합니다$|합니다|지원*",
            "적합*|맞는다고",
        ],
    ),
    (
        Reason,
        1.4,
        Content,
        &[
            "때문입니다|때문이에요|때문에|*때문입니다|*때문에",
            "*기 때문*",
            "*니까|*므로",
            "매력*|가치*|문화*|철학*|비전*|원칙*|공감*|인상*|관심*|존경*|생각합니다$|생각했*|믿습니다$|믿*|중요*",
        ],
    ),
    (Reason, 1.3, Frame, &["이유는|이유로|이유가|동기는|*이유는", "첫째|둘째|셋째|첫째로|둘째로", "첫|두|세 번째*|번째로|번째는"]),
    (
        Example,
        1.6,
        Content,
        &["예를|예컨대|실제로|예로|가령", "사례*|예시*", "*때|*당시|*시절|지난|작년*|이전*|전|*에서 *했습니다$|*었습니다$|*았습니다$"],
    ),
    (
        Example,
        1.1,
        Content,
        &[
            "경험*|프로젝트*|인턴*|근무*",
            "*했습니다$|*었습니다$|*았습니다$|*였습니다$|*했고$|*웠습니다$|*졌습니다$|*됐습니다$|*했어요$",
            "*퍼센트*|*%*",
        ],
    ),
];

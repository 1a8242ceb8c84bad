//! Technical explanations: what it is, how it works, when to use it, and what it costs.

use super::Role::{Content, Frame};
use super::{Place, Row, place};
use crate::domain::Part::{Definition, How, TradeOff, When};

/// The definition comes first and the price last, in the order of the parts.
pub const PLACES: &[Place] = &[place(Definition, 0.05, 0.2), place(How, 0.4, 0.28), place(When, 0.7, 0.28), place(TradeOff, 0.92, 0.25)];

pub const EN: &[Row] = &[
    (
        Definition,
        1.3,
        Content,
        &[
            "is|are a|an|the",
            "stands for",
            "refers|refer to",
            "is|are called|defined",
            "means|mean",
            "is|are used to",
            "basically|essentially",
            "kind|type|set|collection|standard|protocol|framework|format of|for|that",
            "consists of",
            "is made",
        ],
    ),
    (Definition, 0.8, Frame, &["definition", "^what is"]),
    (
        How,
        1.1,
        Content,
        &[
            "works|work by|like|as|with",
            "^first|firstly|second|then|next|after|once|finally",
            "step|steps|process|flow",
            "sends|send|receives|returns|signs|encrypts|decrypts|verifies|validates|stores|checks|creates|issues|requests|redirects|runs|starts|schedules|exchanges|reads|writes|matches|compares|hashes|calls|passes|gets|generates|assigns|routes|uses|asks|pulls|builds",
        ],
    ),
    (
        How,
        0.7,
        Content,
        &[
            "by *ing",
            "is|are sent|signed|encrypted|verified|stored|created|issued|checked|scheduled|matched|placed|routed|replaced",
            "inside|behind|under",
            "using|through|via",
        ],
    ),
    (
        When,
        1.4,
        Content,
        &[
            "use|used|useful|choose|prefer|need|apply|recommend|good it|them|this|when|if|for|in|where",
            "you|we|i|i'd|would use|choose|need|want|prefer|pick",
            "when you|we|the|there",
            "if you|we|the|there",
            "for example|instance",
            "use case|cases",
            "in production",
            "such as",
            "in my project|team|company",
        ],
    ),
    (
        TradeOff,
        1.5,
        Content,
        &[
            "however|but|although|though|downside|drawback|drawbacks|disadvantage|disadvantages|trade-off|trade-offs|tradeoff|tradeoffs|limitation|limitations|risk|risks|overhead|unlike|instead|whereas",
            "on the other",
            "the cost|price",
            "compared to|with",
            "at the cost|expense",
            "harder|slower|expensive|complex|complicated|costs|cannot|can't",
            "the problem is|with",
        ],
    ),
];

pub const KO: &[Row] = &[
    (
        Definition,
        1.4,
        Content,
        &[
            "*란|*이란|*라는|*이라는|*라고|*이라고",
            "뜻*|의미*|정의*|약자*|말합니다|가리*|일종*|표준*|프로토콜*|개념*",
            "*은|*는 *입니다$|*이에요$|*예요$",
            "*입니다$|*이에요$|*예요$",
        ],
    ),
    (
        How,
        1.1,
        Content,
        &[
            "방식*|과정*|순서*|동작*|작동*|원리*|절차*|단계*",
            "먼저|우선|그다음|다음으로|그리고|이후|이후에|그러면|마지막으로",
            "*통해|*통해서|*이용해|*이용해서|*으로써",
            "보내*|보냅니다|받아*|받습니다|검증*|서명*|발급*|저장*|암호화*|복호화*|요청*|응답*|전달*|생성*|실행*|배치*|비교*|확인*|교체*|연결*",
        ],
    ),
    (
        When,
        1.4,
        Content,
        &[
            "*때|*때는|*때에|경우|경우에|경우에는|*경우",
            "사용합니다|사용해요|사용했습니다|씁니다|써요|활용합니다|적합*|유용*|좋습니다|추천*|필요할|선택*",
            "예를|주로|보통|대표적으로|실제로",
            "*에서 사용*|활용*|적용*",
        ],
    ),
    (
        TradeOff,
        1.6,
        Content,
        &[
            "단점*|장점*|반면*|하지만|그러나|대신|다만|한계*|트레이드오프*|비용*|오버헤드*|위험*|주의*|어렵*|복잡*|느리*|느려*|대비|비해|*지만|*는데|반대로",
        ],
    ),
];

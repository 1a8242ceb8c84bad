//! Self-introductions: who I am now, what brought me here, why here.

use super::Role::{Content, Frame};
use super::{Place, Row, place};
use crate::domain::Part::{Now, Past, Why};

/// Present, past, future is the order that most guides give; what one does now is often said again before the why, so its place is wide.
pub const PLACES: &[Place] = &[place(Now, 0.1, 0.8), place(Past, 0.45, 0.3), place(Why, 0.9, 0.25)];

pub const EN: &[Row] = &[
    (Now, 1.6, Content, &["my name is", "i am|'m a|an|the|currently|working", "i'm a|an|currently|working", "this is _ _"]),
    (Now, 1.6, Content, &["^today|now|currently|recently", "currently|nowadays|presently", "these days", "right now", "at the moment"]),
    (
        Now,
        0.8,
        Content,
        &[
            "i work|build|lead|manage|run|design|develop|operate|help|make|maintain|support|specialize|specialise|focus|teach|write",
            "my strength|strengths|specialty|main",
            "i have|i've _ years",
            "years of experience",
            "i am|was known",
            "people call me",
        ],
    ),
    (
        Past,
        1.4,
        Content,
        &[
            "i joined|started|began|graduated|studied|majored|moved|worked|led|ran|built|developed|managed|spent|earned|served|learned|became|received|was|used|took|made|grew|designed|created|operated|migrated|helped|participated|completed|obtained|did|had|changed|got",
            "for _ years|months",
            "after that|graduating|graduation",
            "before that",
            "in 19*|20*",
            "in twenty|nineteen _",
        ],
    ),
    (
        Past,
        0.8,
        Content,
        &[
            "previously|formerly|originally|then|later",
            "since",
            "my first|last|previous|career",
            "university|college|degree|bachelor's|master's|major|internship",
            "i've|have been|worked|led|built",
            "years ago",
        ],
    ),
    (
        Why,
        1.6,
        Content,
        &[
            "i want|hope|wish|plan|aim to",
            "i would|'d like|love to",
            "i'd like|love to",
            "looking forward",
            "my goal|dream|vision is",
            "i am|'m excited|eager|applying|looking|interested|passionate",
            "i'm excited|eager|applying|looking|interested|passionate",
        ],
    ),
    (
        Why,
        1.2,
        Content,
        &[
            "that is why|that's why",
            "that's why",
            "this position|role|team|company|opportunity|job",
            "your company|team|customers|mission|values",
            "i applied",
            "contribute",
            "i can|will help|bring|contribute|grow|become",
            "i believe",
        ],
    ),
    (Why, 0.4, Frame, &["the reason i", "why i am|'m here"]),
];

pub const KO: &[Row] = &[
    (
        Now,
        1.8,
        Content,
        &[
            "저는 *입니다$|*이에요$|*예요$",
            "*엔지니어|*개발자|*디자이너|*지원자|*사람 *입니다$",
            "*입니다$|*이라고|*라고 합니다$|하고|*",
            "제 이름은",
        ],
    ),
    (Now, 1.6, Content, &["지금은|지금|현재|현재는|요즘|요즘은|최근에는"]),
    (Now, 1.2, Content, &["*고 있습니다$|있어요$|있고", "*하고 있는", "강점은|장점은|강점이", "*년차*|*년째"]),
    (
        Past,
        1.5,
        Content,
        &[
            "*했습니다$|*었습니다$|*았습니다$|*였습니다$|*겼습니다$|*됐습니다$|*왔습니다$|*했고$|*했어요$|*웠습니다$|*꿨습니다$|*졌습니다$|*렸습니다$|*쳤습니다$",
        ],
    ),
    (
        Past,
        1.0,
        Content,
        &["입사*|졸업*|전공*|시작했*|이동했*|이직*|근무했*|운영했*|*동안|*년에|이후|이후에|그후|당시|처음|대학*|학창*|과거*|이전*|전역*|경력*|경험*"],
    ),
    (
        Why,
        1.7,
        Content,
        &[
            "*고 싶습니다$|싶어|싶어서|싶어요$|싶었습니다$",
            "되고|하고|만들고 싶*",
            "*겠습니다$",
            "지원했*|지원하*|지원한|지원동기*|입사하게|입사한|입사하면|기여*|포부*|꿈*|앞으로*|도전*",
            "이유는|이유입니다|이유로",
            "귀사*|이 회사|팀|직무*|자리*",
        ],
    ),
];

//! Stories: Situation, Task, Action, Result.

use super::Role::{Content, Frame};
use super::{Place, Row, place};
use crate::domain::Part::{Action as A, Result as R, Situation as S, Task as T};

/// After the shares that interview guides give (S 20 %, T 10–15 %, A 50–60 %, R 10–20 %: University of Washington and others), with widths that let
/// neighbours overlap.
pub const PLACES: &[Place] = &[place(S, 0.05, 0.16), place(T, 0.27, 0.13), place(A, 0.58, 0.23), place(R, 0.95, 0.18)];

pub const EN: &[Row] = &[
    // Situation
    (S, 2.2, Frame, &["situation|background|context was|is", "^the situation|background|context", "^situation"]),
    (
        S,
        0.8,
        Content,
        &[
            "when i was|worked|joined|started|interned|studied",
            "while i was|working|studying",
            "at|during that|the time",
            "back then|when|in",
            "there was a time",
        ],
    ),
    (
        S,
        0.7,
        Content,
        &[
            "in|at|during|from my|our previous|last|first|second|third|fourth|current|former|old|final|internship|university|college|job|role|semester",
        ],
    ),
    (
        S,
        0.7,
        Content,
        &[
            "_ years|months|weeks ago",
            "last|one|that year|summer|winter|spring|fall|month|quarter|week|day|semester|night",
            "^in 20*",
            "in twenty _",
            "one of my|our projects|clients|customers",
        ],
    ),
    (
        S,
        0.6,
        Content,
        &[
            "i|we was|were working|studying|interning|building|using|running|developing|doing",
            "i worked|work as|at|in|for|on",
            "i was a|an|the",
            "i was in|at|on|part",
            "i joined",
        ],
    ),
    (
        S,
        0.4,
        Content,
        &[
            "there was|were",
            "was|were having|struggling|experiencing|facing|getting|going|using|seeing",
            "used to",
            "team of",
            "group of",
            "consisted of",
            "consists of",
        ],
    ),
    (
        S,
        0.2,
        Content,
        &["team|company|customer|client|department|manager|application|system|service|project|product|website|app was|were|had|used|is|has"],
    ),
    (
        S,
        0.15,
        Content,
        &[
            "was|were not|very|too|also|already|always|still|slow|down|behind|late",
            "didn't|wasn't|weren't|hadn't",
            "had a|an|no|been|several|many|some",
            "problem|problems|issue|issues|complained|complaints|failing|failed|broke",
        ],
    ),
    (S, 0.1, Content, &["was|were|had"]),
    // Task
    (
        T,
        2.2,
        Frame,
        &["task|goal|job|role|responsibility|responsibilities|objective|mission|assignment|duty was|were|is", "^my task|goal|role|responsibility"],
    ),
    (
        T,
        1.8,
        Content,
        &[
            "was|were|am responsible|accountable",
            "was|were in charge",
            "was|were tasked|assigned|charged|supposed|expected|required|asked",
            "asked me|us to",
            "responsible for",
            "my responsibility to",
            "it was my",
        ],
    ),
    (
        T,
        0.8,
        Content,
        &["i|we|it|team needed|need to|a|an", "i|we had|have to", "needed to be", "had to be", "i|we must", "was up to me", "assigned me|us|to"],
    ),
    (
        T,
        0.5,
        Content,
        &[
            "i|we wanted|want to",
            "was to",
            "the problem|challenge|question|difficulty|risk|trade-off was",
            "goal|deadline|deadlines|target|objective|requirement|requirements|expectation|expectations",
        ],
    ),
    (
        T,
        0.15,
        Content,
        &[
            "realized|realised|noticed",
            "how to",
            "had to",
            "needed to",
            "within|by|before _ days|weeks|months|hours",
            "would have|need|be|take|cause",
            "should be|have",
            "couldn't|can't",
            "could not",
        ],
    ),
    // Action
    (
        A,
        0.8,
        Frame,
        &["what i did", "actions i|we took", "action i|we took", "my|the action|actions|approach|solution was|were|is", "steps i|we took"],
    ),
    (
        A,
        0.5,
        Content,
        &[
            "^first|firstly|second|secondly|third|thirdly|next",
            "^then",
            "after that|which",
            "first of all",
            "to do|achieve|solve|address|resolve|fix this|that|it|so",
            "the first|second|next thing",
            "started by|with",
            "step",
        ],
    ),
    (
        A,
        0.5,
        Content,
        &["i|we also", "i|we decided", "i|we started|began", "so i|we", "then i|we", "i|we then|first|immediately|quickly|personally", "instead of"],
    ),
    (
        A,
        0.4,
        Content,
        &[
            "reached out",
            "set up",
            "put a|an|in|the",
            "worked with|closely",
            "talked|spoke|met|communicated|coordinated|collaborated|consulted|discussed with|to",
            "came up with",
            "looked into|at|for",
            "broke down|it",
            "dug into",
            "sat down",
        ],
    ),
    (
        A,
        0.35,
        Content,
        &[
            "suggested|proposed|implemented|built|wrote|designed|created|developed|researched|analyzed|analysed|investigated|tested|deployed|organized|organised|prioritized|prioritised|configured|debugged|refactored|automated|measured|added|explained|scheduled|arranged|shared|presented|reviewed|documented|divided|collected|compared|contacted|convinced|persuaded|identified|checked|forwarded|rewrote|migrated|replaced|trained|mentored|listened|listed|prepared|studied|split|applied|introduced|established|offered|requested|searched|spent|volunteered|monitored|gathered|called|drafted|interviewed|negotiated",
        ],
    ),
    (
        A,
        0.2,
        Content,
        &["by *ing", "using", "each|every", "meeting|meetings|plan|prototype|script|document|documentation|alternative|alternatives|option|options"],
    ),
    // Result
    (
        R,
        2.2,
        Frame,
        &[
            "as a result",
            "result|results|outcome|impact was|were|is|of",
            "^result|results|outcome",
            "in the end",
            "at the end of the day",
            "^eventually|ultimately|consequently",
        ],
    ),
    (
        R,
        1.9,
        Content,
        &[
            "learned|learnt",
            "taught me|us",
            "lesson|lessons|takeaway|takeaways",
            "looking back",
            "made me realize|realise|understand|learn",
            "if i could do",
            "in hindsight",
        ],
    ),
    (
        R,
        1.2,
        Content,
        &[
            "percent|*%|%",
            "happy|satisfied|pleased|impressed|glad|grateful|delighted|proud",
            "thanked|praised|appreciated|promoted|awarded|congratulated|complimented",
            "positive|great|good|excellent feedback",
            "since then",
            "to this day",
        ],
    ),
    (
        R,
        0.7,
        Content,
        &[
            "ended up",
            "was|were|are|is able to",
            "success|successful|successfully",
            "on time",
            "ahead of",
            "went live|smoothly|well",
            "finally",
            "was|were resolved|solved|completed|adopted|accepted|approved|delivered|launched|released|fixed|reduced|improved|increased",
        ],
    ),
    (
        R,
        0.35,
        Content,
        &[
            "dropped|fell|decreased|increased|reduced|improved|grew|rose|saved|doubled|tripled|shortened|won|exceeded|gained|eliminated",
            "feedback",
            "trust",
            "from _ to _",
            "more|less|faster than|than",
        ],
    ),
    (
        R,
        0.15,
        Content,
        &[
            "delivered|launched|completed|finished|shipped|achieved|resolved|met",
            "now|today|still",
            "this|the experience",
            "everyone|customers|users|client|stakeholders",
            "never|no longer",
            "helped",
        ],
    ),
];

pub const KO: &[Row] = &[
    // Situation
    (S, 1.6, Frame, &["상황은|배경은|상황이었습니다|상황이었고|상황이었는데|상황입니다|상황이었어요", "*상황에서", "^상황"]),
    (
        S,
        1.1,
        Content,
        &[
            "당시|당시에|당시에는|그때|그때는",
            "*때",
            "*때는|*때였습니다|*당시",
            "작년|작년에|재작년|지난해|작년에는",
            "*년|*년에|*년도에|*년도",
            "*년 전|전에",
            "*학년",
        ],
    ),
    (
        S,
        1.1,
        Content,
        &[
            "근무*|재직*|입사*|일하던|일했을|인턴*|다니던|다닐|전역*|대학|대학교|재학",
            "*에서 일하*|일했*|근무*|*하고",
            "*팀에서|*회사에서|*프로젝트에서|*부서에서|*프로젝트는|*프로젝트를|*프로젝트",
        ],
    ),
    (
        S,
        1.0,
        Content,
        &[
            "*하고 있었*|있던|있는",
            "*고 있었*",
            "*중이었*|중에|중이던",
            "*던 *중",
            "운영하던|운영하고|진행하던|진행하고|사용하던|사용하고",
            "*었던|*했던|*던 상황*",
        ],
    ),
    (
        S,
        0.9,
        Content,
        &[
            "*이었습니다|*이었고|*이었는데|*이었어요|*였습니다|*였고|*였는데",
            "없었습니다|없었고|없어서|없었는데|많았습니다|많았고|많아서|부족했*|부족한|느렸*|느린|어려웠*|어려운|낮았*|높았*|심했*|복잡했*|촉박*",
            "않았습니다|않아|않았고|않은|못했습니다|못하고",
        ],
    ),
    (
        S,
        0.6,
        Content,
        &[
            "*문제가|*이슈가|*장애가|*오류가|*불만이|*불편*",
            "*있었습니다|*있었고|*있었는데|*있어서",
            "발생*|생겼*|걸렸*|걸리*",
            "기존*|기존에|기존에는",
            "때문에|*때문에",
            "고객은|고객이|고객사*|팀은|팀이|회사는|팀원*|동료*",
        ],
    ),
    // Task
    (
        T,
        1.9,
        Frame,
        &["역할은|과제는|목표는|임무는|책임은|업무는|미션은|과제였습니다|목표였습니다|역할이었습니다|임무였습니다|과업은", "^목표|과제|역할"],
    ),
    (
        T,
        1.5,
        Content,
        &[
            "*맡았*|맡게|맡은|맡아|맡고",
            "담당했*|담당하*|담당자*|책임*",
            "요청을|요청이|지시를|지시가|부탁을|요구를|의뢰를 받*|왔*|있*|주*",
            "*해야 했*|하는|한다*|할|됐*|되*|합니다",
            "했어야|*해야만|*해야|*야 했*|하는",
        ],
    ),
    (
        T,
        1.2,
        Content,
        &[
            "*줄이는|*높이는|*만드는|*해결하는|*개선하는|*구축하는|*찾는|*완료하는|*하는 것이었*|것이|것을|일이었*|것",
            "목표로|목표를|목표가|목표*",
            "*필요했*|*필요가|*필요하*",
        ],
    ),
    (
        T,
        0.5,
        Content,
        &[
            "*기로 *",
            "*고 싶었*",
            "*려고|*고자 *",
            "*생각했*|생각이|생각을",
            "*판단했*|판단하*",
            "고민*|고민했*",
            "기한*|마감*|납기*",
            "어떻게|방안을|방안",
        ],
    ),
    // Action
    (A, 1.2, Frame, &["행동은|조치는|해결책은|방법은|접근은", "*한 행동은|일은"]),
    (
        A,
        1.0,
        Content,
        &[
            "먼저|우선|첫째|첫째로|첫|첫번째*|둘째|둘째로|두번째*|셋째|셋째로",
            "첫|두|세 번째*",
            "다음으로|그다음|이어서|그다음으로|그리고는",
            "그래서 저는|제가",
            "*하기 위해|위하여|위해서",
        ],
    ),
    (
        A,
        1.3,
        Content,
        &[
            "*적용했*|*적용하*|*구축했*|*구축하*|*만들었*|*만들어|*만들고|*제안했*|*제안하*|*설득했*|*설득하*|*분석했*|*분석하*|*분석해*|*조사했*|*조사하*|*측정했*|*측정해*|*측정하*|*설정했*|*설정을|*설정하*|*수정했*|*수정하*|*공유했*|*공유하*|*진행했*|*진행하*|*작성했*|*작성하*|*도입했*|*도입하*|*찾았*|*찾아*|*확인했*|*확인하*|*테스트했*|*테스트를|*테스트하*|*논의했*|*논의하*|*정리했*|*정리하*|*바꿨*|*바꾸었*|*바꾸고|*추가했*|*추가하*|*배포했*|*설명했*|*설명하*|*설명드*|*개발했*|*개발하*|*설계했*|*설계하*|*나눴*|*나누*|*연락했*|*연락드*|*방문했*|*방문해*|*준비했*|*준비하*|*공부했*|*공부하*|*요청했*|*요청드*|*검토했*|*검토하*|*교육했*|*교육을|*구성했*|*구성하*|*등록했*|*활용했*|*활용하*|*사용했*|*시작했*|*회의를|*면담*|*인터뷰*|*자동화했*|*자동화*|*전달했*|*전달하*|*줄였*|*높였*|*붙였*|*넣었*|*올렸*|*비교했*|*비교하*|*기록했*|*기록하*|*모았*|*모아*|*물어*|*들었*|*보냈*|*썼*|*대화*|*소통*|*시도했*|*시도하*|*배치했*|*조율했*|*조율하*|*협의했*|*협의하*|*세웠*|*점검했*|*점검하*|*개선했*|*선택했*|*이전했*|*옮겼*",
        ],
    ),
    (
        A,
        0.5,
        Content,
        &[
            "저는|제가",
            "*서 *했습니다$|*었습니다$|*았습니다$",
            "*통해|통해서|*이용해|*이용해서|*활용해|*활용해서|*바탕으로|*기반으로",
            "매일|하나하나|하나씩|직접|함께|같이|밤새",
            "*면서",
        ],
    ),
    (A, 0.4, Content, &["*했습니다$|*했고$|*했어요$|*했음$|*드렸습니다$|*봤습니다$|*렸습니다$|*꿨습니다$|*뒀습니다$|*웠습니다$"]),
    // Result
    (R, 1.7, Frame, &["결과적으로|결과는|결과로|결과로는|결과|그결과|결과를|성과는|결과입니다", "결국|결국에는|마침내|최종적으로", "*한 결과"]),
    (
        R,
        1.8,
        Content,
        &[
            "배웠*|배울|배우게|배운|깨달*|느꼈*|느낄|느끼게|교훈*",
            "*계기가|계기로|계기였*",
            "경험이 있습니다|있었습니다|되었습니다|됐습니다|*",
            "*경험이었*|*경험입니다",
        ],
    ),
    (
        R,
        1.4,
        Content,
        &[
            "*퍼센트|*퍼센트를|*퍼센트가|*퍼센트나|*%*|*프로 *",
            "줄었*|줄어들*|*감소*|*증가했*|*증가하*|늘었*|늘어났*|*향상되*|*향상됐*|*개선되*|*개선됐*|*단축*|*절감*|*상승*|빨라졌*|높아졌*|낮아졌*|좋아졌*|사라졌*|해소*",
            "만족*|칭찬*|*수상*|*호평*|인정받*|인정을|인센티브*|표창*|신뢰를|신뢰*",
            "평가를|피드백을|연락을|감사를|말씀을|인사를 받*|들*|해|주*",
            "성공*|*성과*|1등|1위|합격*|수주*",
        ],
    ),
    (
        R,
        1.3,
        Content,
        &[
            "*수 있었습니다$|있었고|있었어요|있게|있었음|있었",
            "수 있었*|있게",
            "*게 되었*|됐*|된",
            "*되었습니다$|*됐습니다$|*졌습니다$|*되었고$|*되었어요$",
            "마칠|끝낼|완료할|해결할|달성*|마무리*|완료되*|완료했*|해결되*|해결했*|해결하고",
        ],
    ),
    (
        R,
        0.8,
        Content,
        &[
            "덕분에|덕에|*덕분에",
            "이후|이후에|이후로|그후|지금까지|지금도|현재까지|현재도|현재는|이후에도|앞으로도|앞으로",
            "좋아하*|좋아해*|고마워*|감사*|기뻐*|맡겨*|흔쾌히",
            "*생각합니다$|*생각해요$|*같습니다$|*됩니다$|*있습니다$|*싶습니다$",
            "*아졌*|*어졌*|*해졌*|*없어*|*없이",
        ],
    ),
];

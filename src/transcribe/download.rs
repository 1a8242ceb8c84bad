//! The connection to a server that a model comes from: the only place in mynah that opens one. What is done with what comes is `get.rs`'s.

use std::io::Read;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use ureq::http::header::{CONTENT_RANGE, ETAG, IF_RANGE, LOCATION, RANGE};
use ureq::http::uri::{Scheme, Uri};
use ureq::http::{HeaderName, Response};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, Error, Timeout};

use super::intake::BLOCK;
use super::trouble::Trouble;

/// Blocks that may wait to be written.
const WAITING: usize = 16;
/// One more than the usual way of Hugging Face's files has: renamed repository, storage, mirror of the storage.
const REDIRECTS: usize = 5;

/// How long a server is waited for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// To find the host, and then once more to connect to it.
    pub connect: Duration,
    /// The longest time without a byte.
    pub silence: Duration,
}

/// What a server is to be asked for.
pub(super) struct Asked {
    pub address: String,
    /// The first byte that is wanted.
    pub from: u64,
    /// What the server called the file whose rest is wanted.
    pub validator: Option<String>,
}

/// Asks, and tells what comes; the end of the news is the end of the answer. A thread of its own reads, so that whoever listens can stop at any
/// moment; left alone it ends with its next block or time-out.
pub(super) fn ask(asked: Asked, patience: Patience) -> Receiver<Result<News, Refusal>> {
    let (sender, news) = sync_channel(WAITING);
    thread::spawn(move || {
        if let Err(refusal) = read(&asked, &patience, &sender) {
            let _ = sender.send(Err(refusal)); // nobody waits for it after an interrupt
        }
    });
    news
}

/// What comes from a server.
pub(super) enum News {
    /// The server has named another host, and that is asked now.
    SentOn {
        to: String,
    },
    /// The answer begins.
    Head(Head),
    Block(Vec<u8>),
}

/// What the answer says about itself.
pub(super) struct Head {
    pub status: u16,
    /// Who gave it, in the end.
    pub address: String,
    /// Of this answer's body.
    pub length: Option<u64>,
    pub web_page: bool,
    pub range: Option<String>,
    pub etag: Option<String>,
}

/// Why nothing more comes, and from which address.
pub(super) struct Refusal {
    pub trouble: Trouble,
    pub address: String,
    pub cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Refusal {
    pub fn of(trouble: Trouble, address: &str) -> Self {
        Self { trouble, address: address.to_owned(), cause: None }
    }

    fn because(error: Error, begun: bool, address: &str, patience: &Patience) -> Self {
        let trouble = trouble(&error, begun, patience);
        Self { trouble, address: shown(address), cause: Some(error.into()) }
    }
}

fn read(asked: &Asked, patience: &Patience, sender: &SyncSender<Result<News, Refusal>>) -> Result<(), Refusal> {
    let (response, address) = answer(asked, patience, sender)?;
    let text = |name: HeaderName| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let head = Head {
        status: response.status().as_u16(),
        address: shown(&address),
        length: response.body().content_length(),
        web_page: response.status().is_success() && response.body().mime_type().is_some_and(|kind| kind.contains("html")),
        range: text(CONTENT_RANGE),
        etag: text(ETAG),
    };
    let mut listening = sender.send(Ok(News::Head(head))).is_ok();
    let mut body = response.into_body();
    let mut reader = body.as_reader();
    while listening {
        let mut block = vec![0; BLOCK];
        let length = reader.read(&mut block).map_err(|error| Refusal::because(error.into(), true, &address, patience))?;
        if length == 0 {
            break;
        }
        block.truncate(length);
        listening = sender.send(Ok(News::Block(block))).is_ok();
    }
    Ok(())
}

/// The answer of the last server that the first one leads to, and its address. Followed here and not by the crate, so that every failure can
/// name the host that it comes from, and nobody leads from a secure address to an open one.
fn answer(asked: &Asked, patience: &Patience, sender: &SyncSender<Result<News, Refusal>>) -> Result<(Response<Body>, String), Refusal> {
    let agent = agent(patience);
    let mut address = asked.address.clone();
    for _ in 0..=REDIRECTS {
        let mut request = agent.get(&address);
        if asked.from > 0 {
            request = request.header(RANGE, format!("bytes={}-", asked.from));
        }
        if let Some(validator) = asked.validator.as_ref().filter(|_| asked.from > 0) {
            request = request.header(IF_RANGE, validator);
        }
        let response = request.call().map_err(|error| Refusal::because(error, false, &address, patience))?;
        let Some(next) = led_on(&response, &address) else { return Ok((response, address)) };
        if leaves_safety(&address, &next) {
            return Err(Refusal::of(Trouble::Insecure, &shown(&next)));
        }
        if let Some(to) = host(&next).filter(|to| host(&address).as_ref() != Some(to)) {
            let _ = sender.send(Ok(News::SentOn { to })); // that nobody listens is noticed with the head
        }
        address = next;
    }
    Err(Refusal::of(Trouble::TooManyRedirects, &shown(&address)))
}

/// The address that this answer leads on to.
fn led_on(response: &Response<Body>, address: &str) -> Option<String> {
    let leads = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    let location = response.headers().get(LOCATION).filter(|_| leads)?;
    Some(resolved(location.to_str().ok()?.trim(), address))
}

/// A reference as servers give it (RFC 3986, 4.2): an address, one without its scheme, an absolute path or one beside the old file.
fn resolved(reference: &str, address: &str) -> String {
    let (scheme, rest) = address.split_once("://").unwrap_or(("http", address));
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let is_whole = reference.split_once("://").is_some_and(|(scheme, _)| scheme.chars().all(|sign| sign.is_ascii_alphanumeric()));
    if is_whole {
        reference.to_owned()
    } else if reference.starts_with("//") {
        format!("{scheme}:{reference}")
    } else if reference.starts_with('/') {
        format!("{scheme}://{host}{reference}")
    } else {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let folder = path.rfind('/').map_or("/", |end| &path[..=end]);
        format!("{scheme}://{host}{folder}{reference}")
    }
}

/// From an address whose server has to prove who it is to one where anybody on the way can answer.
fn leaves_safety(from: &str, to: &str) -> bool {
    scheme(from) == Some(Scheme::HTTPS) && scheme(to) != Some(Scheme::HTTPS)
}

fn scheme(address: &str) -> Option<Scheme> {
    address.parse::<Uri>().ok()?.scheme().cloned()
}

fn host(address: &str) -> Option<String> {
    address.parse::<Uri>().ok()?.host().map(str::to_owned)
}

/// An address without what storage servers sign it with, which nobody reads.
fn shown(address: &str) -> String {
    address.split('?').next().unwrap_or_default().to_owned()
}

/// Proxies come from the environment, as the crate reads them; trusted certificates are the system's, a company's own among them.
fn agent(patience: &Patience) -> Agent {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).unversioned_rustls_crypto_provider(provider).build();
    Agent::config_builder()
        .tls_config(tls)
        .max_redirects(0)
        .http_status_as_error(false)
        .timeout_resolve(Some(patience.connect))
        .timeout_connect(Some(patience.connect))
        .timeout_per_read(Some(patience.silence))
        .timeout_per_write(Some(patience.silence))
        .user_agent(concat!("mynah/", env!("CARGO_PKG_VERSION")))
        .accept_encoding("identity")
        .build()
        .into()
}

/// What an error of the crate's means, before or after the answer has `begun`.
fn trouble(error: &Error, begun: bool, patience: &Patience) -> Trouble {
    match error {
        Error::StatusCode(status) => Trouble::Status(*status),
        Error::BadUri(_) | Error::Http(_) => Trouble::BadAddress,
        Error::Timeout(Timeout::PerRead | Timeout::PerWrite) => Trouble::Silence(patience.silence.as_secs()),
        _ if begun => Trouble::Cut,
        error if is_about_the_host(error) => Trouble::HostUnknown,
        Error::InvalidProxyUrl | Error::ConnectProxyFailed(_) => Trouble::Proxy,
        error if is_about_trust(error) => Trouble::NoTrust,
        Error::Io(_) | Error::Timeout(_) | Error::ConnectionFailed => Trouble::NoConnection,
        _ => Trouble::Other,
    }
}

/// The host's name leads nowhere. The standard library has no kind for this; it puts these words before the system's on Unix, and Windows
/// has numbers of its own (WSAHOST_NOT_FOUND to WSANO_DATA).
fn is_about_the_host(error: &Error) -> bool {
    match error {
        Error::HostNotFound | Error::Timeout(Timeout::Resolve) => true,
        Error::Io(error) => error.to_string().starts_with("failed to lookup address") || matches!(error.raw_os_error(), Some(11_001..=11_004)),
        _ => false,
    }
}

/// A certificate that is not accepted, or a server that does not speak TLS at all. Some of these errors come wrapped in another.
fn is_about_trust(error: &Error) -> bool {
    match error {
        Error::Rustls(_) | Error::Tls(_) | Error::Pem(_) => true,
        Error::Io(error) => error.get_ref().is_some_and(|inner| inner.is::<rustls::Error>()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Patience = Patience { connect: Duration::from_secs(1), silence: Duration::from_secs(30) };

    #[track_caller]
    fn check_resolved(reference: &str, expected: &str) {
        assert_eq!(resolved(reference, "https://host.example:8443/models/a.bin?x=/y"), expected);
    }

    #[test]
    fn a_reference_is_resolved_against_the_address_that_it_came_from() {
        check_resolved("https://cdn.example/b?sig=1", "https://cdn.example/b?sig=1");
        check_resolved("http://cdn.example/b", "http://cdn.example/b");
        check_resolved("//cdn.example/b", "https://cdn.example/b");
        check_resolved("/api/b?to=https://c.example/", "https://host.example:8443/api/b?to=https://c.example/");
        check_resolved("b.bin", "https://host.example:8443/models/b.bin");
        assert_eq!(resolved("b", "http://host.example"), "http://host.example/b");
    }

    #[test]
    fn nobody_leads_from_a_secure_address_to_an_open_one() {
        assert!(leaves_safety("https://a.example/x", "http://a.example/x"));
        assert!(leaves_safety("HTTPS://a.example/x", "ftp://a.example/x"));
        assert!(leaves_safety("https://a.example/x", "no address at all"));
        assert!(!leaves_safety("https://a.example/x", "HTTPS://b.example/x"));
        assert!(!leaves_safety("http://a.example/x", "http://b.example/x"));
    }

    #[test]
    fn an_address_is_shown_without_its_signature() {
        assert_eq!(shown("https://cdn.example/a.bin?Signature=abc&Expires=1"), "https://cdn.example/a.bin");
        assert_eq!(host("https://cdn.example:443/a.bin").as_deref(), Some("cdn.example"));
        assert_eq!(host("no address at all"), None);
    }

    #[test]
    fn errors_are_told_apart() {
        use std::net::ToSocketAddrs;
        let too_long = "a".repeat(300); // refused by the system's resolver itself, without asking anybody
        let no_such_host = (too_long.as_str(), 80).to_socket_addrs().unwrap_err();
        let reset = || std::io::Error::from(std::io::ErrorKind::ConnectionReset);
        for (error, begun, expected) in [
            (Error::Io(no_such_host), false, Trouble::HostUnknown),
            (Error::HostNotFound, false, Trouble::HostUnknown),
            (Error::Timeout(Timeout::Connect), false, Trouble::NoConnection),
            (Error::Io(reset()), false, Trouble::NoConnection),
            (Error::Io(reset()), true, Trouble::Cut),
            (Error::Timeout(Timeout::PerRead), false, Trouble::Silence(30)),
            (Error::Timeout(Timeout::PerRead), true, Trouble::Silence(30)),
            (Error::ConnectProxyFailed("403".to_owned()), false, Trouble::Proxy),
            (Error::Tls("no"), false, Trouble::NoTrust),
            (Error::Io(std::io::Error::other(rustls::Error::DecryptError)), false, Trouble::NoTrust),
            (Error::BadUri("x".to_owned()), false, Trouble::BadAddress),
            (Error::TooManyRedirects, false, Trouble::Other),
        ] {
            assert_eq!(trouble(&error, begun, &PATIENCE), expected, "{error}");
        }
    }
}

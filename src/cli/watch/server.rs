//! The pages over HTTP, on loopback alone.
//!
//! Nothing is read from the disk by a name that a request gives: pages, fonts and pictures are looked up in the
//! state. Requests that name another host (DNS rebinding) or come from another site are refused, and what has an
//! effect, opening the editor, making pages up and taking one, needs the token that the program printed. One thread serves all browsers; what takes
//! long runs beside it, and a browser that reads slowly or not at all is waited for by nobody.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, Request, State as Shared};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use banxin::desk::finder;
use banxin::diagnostic::Diagnostic;
use banxin::font::EMBEDDED;
use banxin::geometry::{Length, Point};
use banxin::message::{Language, msg, system};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::WatchStream;

use super::super::codes;
use super::editor::Editor;
use super::makeup::{Asked, Choices, Lacking, Maker};
use super::state::{self, FilePlace, State};
use super::words;

/// What the page is made of: path, media type, content.
const ASSETS: [(&str, &str, &str); 11] = [
    ("/watch.css", "text/css; charset=utf-8", include_str!("page/watch.css")),
    ("/watch.js", SCRIPT, include_str!("page/watch.js")),
    ("/dom.js", SCRIPT, include_str!("page/dom.js")),
    ("/words.js", SCRIPT, include_str!("page/words.js")),
    ("/sheet.js", SCRIPT, include_str!("page/sheet.js")),
    ("/overlays.js", SCRIPT, include_str!("page/overlays.js")),
    ("/pointer.js", SCRIPT, include_str!("page/pointer.js")),
    ("/plates.js", SCRIPT, include_str!("page/plates.js")),
    ("/makeup.js", SCRIPT, include_str!("page/makeup.js")),
    ("/side.js", SCRIPT, include_str!("page/side.js")),
    ("/icon.svg", "image/svg+xml", include_str!("page/icon.svg")),
];
const SCRIPT: &str = "text/javascript; charset=utf-8";
const PAGE: &str = include_str!("page/watch.html");

/// The face in which the page itself is set where the system has no Chinese one.
const OWN_FACE: &str = "hei";

/// The header that holds the token.
const TOKEN: &str = "x-banxin-token";

/// What the page may do: nothing but talk to this server.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Between signs of life to browsers that wait for changes.
const ALIVE: Duration = Duration::from_secs(15);

/// What all requests share.
pub struct Desk {
    /// Makes pages up.
    pub maker: Maker,
    /// The newest state.
    pub state: watch::Receiver<Arc<State>>,
    /// What a request that has an effect must show.
    pub token: String,
    /// Tells this run of the program from others at the same port.
    pub run: String,
    /// Where the server listens.
    pub address: SocketAddr,
    /// The editor, if there is one to open.
    pub editor: Option<Editor>,
    /// The issue folder.
    pub dir: PathBuf,
    /// The language that the page begins in.
    pub language: Language,
    /// The numbers of the pages that a browser shows; they are set first.
    pub in_sight: Arc<Mutex<Vec<u32>>>,
}

type SharedDesk = Shared<Arc<Desk>>;

/// Serves until the process ends.
///
/// # Errors
/// When the listener cannot be used.
pub fn serve(listener: TcpListener, desk: Desk) -> std::io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        axum::serve(listener, router(Arc::new(desk))).await
    })
}

fn router(desk: Arc<Desk>) -> Router {
    let text = |content: &'static str, media: &'static str| {
        get(move || async move { ([(header::CONTENT_TYPE, media)], content) })
    };
    let assets = ASSETS.into_iter();
    assets
        .fold(Router::new(), |router, (path, media, content)| router.route(path, text(content, media)))
        .route("/", get(start))
        .route("/words/{language}", get(words))
        .route("/face/hei", get(own_face))
        .route("/events", get(events))
        .route("/state", get(overview))
        .route("/page/{number}", get(page))
        .route("/at/{number}", get(at))
        .route("/font/{family}", get(font))
        .route("/picture/{name}", get(picture))
        .route("/plate/{number}/{name}", get(plate))
        .route("/open", post(open))
        .route("/makeup/{page}", post(make_up))
        .route("/made/{id}", get(made))
        .route("/made/{id}/{number}", get(made_picture).post(take))
        .route("/in-sight", post(in_sight))
        .fallback(|| async { StatusCode::NOT_FOUND })
        .layer(middleware::from_fn_with_state(Arc::clone(&desk), guard))
        .with_state(desk)
}

/// Whether a request is refused before it is looked at.
fn refused(request: &Request, port: u16) -> Option<StatusCode> {
    let text = |name: HeaderName| request.headers().get(name).map(|value| value.to_str().unwrap_or("?"));
    let hosts = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    // A request with an absolute target names its host there.
    let host =
        request.uri().authority().map(axum::http::uri::Authority::as_str).or_else(|| text(header::HOST));
    let own_host = host.is_some_and(|host| hosts.contains(&host.to_ascii_lowercase()));
    let own_origin = text(header::ORIGIN).is_none_or(|origin| {
        origin.strip_prefix("http://").is_some_and(|host| hosts.iter().any(|own| own == host))
    });
    let site = text(HeaderName::from_static("sec-fetch-site"));
    // A link on another site may lead to the page, but no other site may use what it is made of.
    let own_site =
        request.uri().path() == "/" || site.is_none_or(|site| site == "same-origin" || site == "none");
    let may = [Method::GET, Method::HEAD, Method::POST].contains(request.method());
    match (own_host && own_origin && own_site, may) {
        (false, _) => Some(StatusCode::FORBIDDEN),
        (true, false) => Some(StatusCode::METHOD_NOT_ALLOWED),
        (true, true) => None,
    }
}

/// Refuses what does not come from the page itself, and adds the headers of every answer.
async fn guard(Shared(desk): SharedDesk, request: Request, next: Next) -> Response {
    let mut response = match refused(&request, desk.address.port()) {
        Some(status) => (status, "this server answers its own page only\n").into_response(),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// What never changes under its name. A day: another program may listen at this port later.
const FOR_GOOD: (HeaderName, &str) = (header::CACHE_CONTROL, "private, max-age=86400, immutable");

/// Tells of every new state. Of states that follow each other fast, a slow browser sees the last.
async fn events(Shared(desk): SharedDesk) -> impl IntoResponse {
    #[derive(Serialize)]
    struct Told {
        run: String,
        revision: u64,
        broken: bool,
        pages: Vec<(u32, String)>,
    }
    let run = desk.run.clone();
    let told = WatchStream::new(desk.state.clone()).map(move |state| {
        let sheets = state.view.iter().flat_map(|view| &view.sheets);
        let told = Told {
            run: run.clone(),
            revision: state.revision,
            broken: state.refused.is_some(),
            pages: sheets.map(|sheet| (sheet.number, sheet.digest.clone())).collect(),
        };
        Ok::<Event, Infallible>(Event::default().data(serde_json::to_string(&told).unwrap_or_default()))
    });
    Sse::new(told).keep_alive(KeepAlive::new().interval(ALIVE))
}

/// An answer that is shared by all who ask the same of a state.
fn json(text: Bytes) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], text)
}

fn now(desk: &Desk) -> Arc<State> {
    Arc::clone(&desk.state.borrow())
}

#[derive(Deserialize)]
struct In {
    language: Option<String>,
}

async fn overview(Shared(desk): SharedDesk, Query(asked): Query<In>) -> impl IntoResponse {
    let language = desk.language_of(&asked);
    json(now(&desk).overview_json(desk.editor.is_some(), &desk.dir, language))
}

#[derive(Deserialize)]
struct From {
    #[serde(default)]
    from: u64,
}

async fn page(
    Shared(desk): SharedDesk,
    Path(number): Path<u32>,
    Query(From { from }): Query<From>,
) -> Response {
    match now(&desk).page_json(number, from) {
        Some(page) => json(page).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A browser tells which pages it shows.
async fn in_sight(Shared(desk): SharedDesk, Json(mut pages): Json<Vec<u32>>) -> StatusCode {
    /// More pages than any window shows at a time.
    const MOST: usize = 8;
    pages.truncate(MOST);
    *desk.in_sight.lock().unwrap_or_else(PoisonError::into_inner) = pages;
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
struct At {
    x: f64,
    y: f64,
}

/// What stands at a point of a page, and where it is written.
#[derive(Serialize)]
struct Found {
    what: Option<&'static str>,
    words: String,
    area: Option<usize>,
    source: Option<FilePlace>,
}

async fn at(Shared(desk): SharedDesk, Path(number): Path<u32>, Query(At { x, y }): Query<At>) -> Response {
    let state = now(&desk);
    let Some(view) = &state.view else { return StatusCode::NOT_FOUND.into_response() };
    let Some((page, sheet)) = view.page(number) else { return StatusCode::NOT_FOUND.into_response() };
    let found = finder::at(page, sheet, Point::new(Length::from_pt(x), Length::from_pt(y)));
    let source = found.source.as_ref().map(|span| state.place(span, view.issue.sources()));
    Json(Found { what: found.what, words: found.words, area: found.area, source }).into_response()
}

/// The page, in the language in which the program was started.
async fn start(Shared(desk): SharedDesk) -> Response {
    let page = PAGE.replacen("lang=\"en\"", &format!("lang=\"{}\"", desk.language.tag()), 1);
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}

async fn words(Path(language): Path<String>) -> impl IntoResponse {
    Json(words::of(Language::of_tag(&language).unwrap_or_default()))
}

async fn own_face() -> Response {
    match EMBEDDED.iter().find(|face| face.0 == OWN_FACE) {
        Some((_, bytes, _)) => ([(header::CONTENT_TYPE, "font/otf"), FOR_GOOD], *bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn font(Shared(desk): SharedDesk, Path(family): Path<String>) -> Response {
    let state = now(&desk);
    let made = beside(move || state.view.as_ref().and_then(|view| view.faces.font(&family))).await;
    match made {
        Some(bytes) => ([(header::CONTENT_TYPE, "font/otf"), FOR_GOOD], bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn picture(Shared(desk): SharedDesk, Path(name): Path<String>) -> Response {
    let state = now(&desk);
    match beside(move || state.picture(&name)).await {
        Some(Ok(picture)) => {
            ([(header::CONTENT_TYPE, picture.media), FOR_GOOD], Body::from(picture.bytes.clone()))
                .into_response()
        }
        Some(Err(fault)) => {
            (StatusCode::INTERNAL_SERVER_ERROR, fault.message.in_language(desk.language).into_owned())
                .into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[derive(Deserialize)]
struct Dpi {
    dpi: Option<u32>,
}

async fn plate(
    Shared(desk): SharedDesk,
    Path((number, name)): Path<(u32, String)>,
    Query(Dpi { dpi }): Query<Dpi>,
) -> Response {
    let state = now(&desk);
    let dpi = dpi.unwrap_or(100).clamp(18, 300);
    match beside(move || state.plate(number, &name, dpi)).await {
        Some(Ok(plate)) => {
            ([(header::CONTENT_TYPE, plate.media)], Body::from(plate.bytes.clone())).into_response()
        }
        Some(Err(fault)) => {
            (StatusCode::INTERNAL_SERVER_ERROR, fault.message.in_language(desk.language).into_owned())
                .into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Runs what takes long beside the thread that serves.
async fn beside<T: Send + 'static>(work: impl FnOnce() -> Option<T> + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok().flatten()
}

/// A place to open.
#[derive(Deserialize)]
struct Place {
    file: PathBuf,
    line: usize,
    column: usize,
}

async fn open(
    Shared(desk): SharedDesk,
    headers: axum::http::HeaderMap,
    Json(place): Json<Place>,
) -> Response {
    if !shows_token(&headers, &desk) {
        return (StatusCode::FORBIDDEN, "token").into_response();
    }
    let Some(editor) = desk.editor.clone() else { return (StatusCode::CONFLICT, "editor").into_response() };
    let state = now(&desk);
    let done = beside(move || {
        let known = state::is_source(&place.file, &state);
        Some(known.then(|| editor.open(&place.file, place.line.max(1), place.column.max(1))))
    });
    match done.await.flatten() {
        Some(Ok(())) => StatusCode::NO_CONTENT.into_response(),
        Some(Err(fault)) => (StatusCode::INTERNAL_SERVER_ERROR, fault.to_string()).into_response(),
        None => (StatusCode::NOT_FOUND, "file").into_response(),
    }
}

/// Makes alternatives of a page; the answer comes when they are made, or when a newer request took its place.
async fn make_up(
    Shared(desk): SharedDesk,
    Path(page): Path<u32>,
    Query(asked): Query<In>,
    headers: axum::http::HeaderMap,
    Json(wanted): Json<Asked>,
) -> Response {
    if !shows_token(&headers, &desk) {
        return (StatusCode::FORBIDDEN, "token").into_response();
    }
    let language = desk.language_of(&asked);
    let state = now(&desk);
    let layout = state.view.as_ref().and_then(|view| view.made_name(page).map(str::to_owned));
    let Some(layout) = layout else { return StatusCode::NOT_FOUND.into_response() };
    match desk.maker.make(page, layout, wanted).await {
        Ok(made) => told(made, language).await,
        Err(Lacking::Newer) => (StatusCode::CONFLICT, "newer").into_response(),
        Err(Lacking::Why(why)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, why.in_language(language).into_owned()).into_response()
        }
    }
}

async fn told(made: Arc<Choices>, language: Language) -> Response {
    match beside(move || Some(made.answer(language))).await {
        Some(answer) => Json(answer).into_response(),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// What was made last, in another language perhaps.
async fn made(Shared(desk): SharedDesk, Path(id): Path<u64>, Query(asked): Query<In>) -> Response {
    let language = desk.language_of(&asked);
    match desk.maker.made(id) {
        Some(made) => told(made, language).await,
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn made_picture(Shared(desk): SharedDesk, Path((id, number)): Path<(u64, usize)>) -> Response {
    match desk.maker.made(id).and_then(|made| made.picture(number)) {
        Some(png) => ([(header::CONTENT_TYPE, "image/png")], png).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Writes an alternative as the layout of its page.
async fn take(
    Shared(desk): SharedDesk,
    Path((id, number)): Path<(u64, usize)>,
    Query(asked): Query<In>,
    headers: axum::http::HeaderMap,
) -> Response {
    if !shows_token(&headers, &desk) {
        return (StatusCode::FORBIDDEN, "token").into_response();
    }
    let language = desk.language_of(&asked);
    let Some(made) = desk.maker.made(id) else { return StatusCode::NOT_FOUND.into_response() };
    match beside(move || made.take(number)).await {
        Some(Ok(())) => StatusCode::NO_CONTENT.into_response(),
        Some(Err(fault)) => {
            (StatusCode::CONFLICT, fault.message.in_language(language).into_owned()).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

impl Desk {
    /// The language that a request asks for.
    fn language_of(&self, asked: &In) -> Language {
        asked.language.as_deref().and_then(Language::of_tag).unwrap_or(self.language)
    }
}

fn shows_token(headers: &axum::http::HeaderMap, desk: &Desk) -> bool {
    knows(headers.get(TOKEN).map(HeaderValue::as_bytes).unwrap_or_default(), &desk.token)
}

/// Whether a request shows the token. Where there is none, because the system gave no random numbers, nobody knows it.
fn knows(shown: &[u8], token: &str) -> bool {
    !token.is_empty() && same(shown, token.as_bytes())
}

/// Compares in a time that does not tell how much is right.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |sum, (one, other)| sum | (one ^ other)) == 0
}

/// A listener on loopback at this port or, where it is taken, at one of those that follow, with its address.
///
/// # Errors
/// When neither one of them is free nor the system gives another.
pub fn listen(port: u16) -> Result<(SocketAddr, TcpListener), Diagnostic> {
    listen_by(port, |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)))
}

fn listen_by(
    port: u16,
    bind: impl Fn(u16) -> std::io::Result<TcpListener>,
) -> Result<(SocketAddr, TcpListener), Diagnostic> {
    const TRIED: u16 = 50;
    let bound = |port: u16| bind(port).and_then(|listener| Ok((listener.local_addr()?, listener)));
    let mut first = None;
    // Port 0 is whichever the system gives.
    for port in (port..=port.saturating_add(TRIED)).chain([0]) {
        match bound(port) {
            Ok(bound) => return Ok(bound),
            Err(fault) => first = first.or(Some(fault)),
        }
    }
    let why = first.as_ref().map(system).unwrap_or_default();
    let message = msg!("no port of this machine can be listened at: {why}", why);
    Err(Diagnostic::new(codes::WATCH_PORT, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_there_is_no_token_nobody_knows_it() {
        assert!(knows(b"0123", "0123"));
        assert!(!knows(b"0124", "0123") && !knows(b"", "0123") && !knows(b"012", "0123"));
        assert!(!knows(b"", ""), "without random numbers the editor cannot be opened");
    }

    #[test]
    fn a_port_that_is_taken_is_passed_over() {
        let (address, _taken) = listen(0).expect("a free port");
        let (other, _) = listen(address.port()).expect("another port");
        assert!(other.ip().is_loopback() && other.port() != address.port());
    }

    #[test]
    fn a_machine_without_a_port_is_told() {
        use std::io::{Error, ErrorKind};
        let tried = std::cell::RefCell::new(Vec::new());
        let fault = listen_by(7350, |port| {
            tried.borrow_mut().push(port);
            Err(Error::from(if port == 7350 { ErrorKind::PermissionDenied } else { ErrorKind::AddrInUse }))
        });
        let finding = fault.expect_err("there is none");
        assert_eq!(finding.code.name(), "watch-port");
        let why = system(&Error::from(ErrorKind::PermissionDenied)).to_string();
        assert!(finding.message.to_string().ends_with(&why), "{}", finding.message);
        assert_eq!(tried.take(), (7350..=7400).chain([0]).collect::<Vec<u16>>());
    }
}

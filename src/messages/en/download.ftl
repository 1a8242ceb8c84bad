# src/transcribe: get.rs, download.rs, trouble.rs, part.rs, room.rs and intake.rs
-by-any-means = Or fetch the file by any means, on another machine if need be, and take it in: mynah models add FILE
-mirror = A mirror or a folder that holds it is named with --from URL|FOLDER.
download-interrupted = Stopped. Nothing was changed.
download-paused = Stopped. What has come so far is kept: the same command goes on from there.
download-goes-on = { $megabytes } MB of { $name } are here already; the rest is fetched.
download-found-elsewhere = Another program has { $name } already. It is copied from { $file } and not fetched.
download-sent-on = { $address } leads on to { $host }, which is asked now.
download-trying-again = Trying again in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
}.
download-under-way = { $name } is just being fetched by another mynah.
download-no-room = There is no room in { $folder }: { $needed } MB are needed, and { $free } MB are free.
download-bad-address = { $address } is not an address that mynah can fetch from.
download-forbidden = The server does not hand out { $address } (HTTP { $status }).
download-not-there = There is nothing at { $address } (HTTP { $status }).
download-too-often = The server asks to wait before anything more is fetched from { $address } (HTTP { $status }).
download-proxy-login = The proxy wants a name and a password for { $address } (HTTP { $status }).
download-server-trouble = The server cannot deliver { $address } at the moment (HTTP { $status }).
download-odd-answer = The server gave an unexpected answer for { $address } (HTTP { $status }).
download-host-unknown = The host in { $address } was not found.
download-no-connection = There is no connection to { $address }.
download-proxy = The proxy did not connect to { $address }.
download-no-trust = A secure connection to { $address } could not be made: the server did not prove who it is.
download-insecure = The way leads on to { $address }, which is not secure (http in place of https), so nothing was fetched from there.
download-in-circles = The way leads from one address to the next without an end; the last one was { $address }.
download-silence = Nothing came from { $address } for { $seconds } seconds.
download-cut = The connection to { $address } was cut after { $megabytes } MB.
download-cut-at-once = { $address } hung up before anything came.
download-failed = { $address } could not be fetched.
download-web-page = { $address } sent a web page instead of the model.
download-no-model = What { $address } sent is not a speech model.
download-wrong-length = { $source } is not the model { $name }: it has { $found } bytes, not { $expected }.
download-wrong-hash = { $source } is not the model { $name }, or it is damaged: its SHA-256 is { $found }, not { $expected }.
download-not-written = The model could not be written into { $folder }.
download-name-taken = Another model is already there: { $file }.
download-hint-address = Give an address that begins with http:// or https://, or a folder. { -by-any-means }
download-hint-network = Check the network, and the proxy in HTTPS_PROXY if there is one (http://NAME:PASSWORD@HOST:PORT where it wants a login). { -mirror } { -by-any-means }
download-hint-trust = Check this machine's clock; where the network looks into connections, its certificate has to be in the system's list; where it asks for a login, log in with a browser first. { -mirror } { -by-any-means }
download-hint-goes-on = What has come so far is kept: the same command goes on from there. { -mirror } { -by-any-means }
download-hint-under-way = Wait until that one is done, then ask again.
download-hint-later = Try again later. { -mirror } { -by-any-means }
download-hint-mirror = Try another network: one that asks for a login, or a company's, may be in the way. { -mirror } { -by-any-means }
download-hint-web-page = A network that asks for a login does this: log in with a browser and try again. { -by-any-means }
download-hint-other-file = Nothing was kept. Fetch it again, or from elsewhere (--from URL|FOLDER); a model of your own goes by another file name.
download-hint-room = Make room on that disk, or move the data folder with MYNAH_HOME. A download that was begun goes on from where it was.
download-hint-rename = Give the new file another name, and add it again.

BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE playlist (
	number INTEGER NOT NULL, 
	slug TEXT NOT NULL, 
	title TEXT NOT NULL, 
	description TEXT NOT NULL, 
	subtitle TEXT NOT NULL, 
	arc TEXT NOT NULL, 
	palette TEXT NOT NULL, 
	scene TEXT NOT NULL, 
	seed INTEGER NOT NULL, 
	source TEXT NOT NULL, 
	CONSTRAINT pk_playlist PRIMARY KEY (number), 
	CONSTRAINT uq_playlist_slug UNIQUE (slug)
);
INSERT INTO "playlist" VALUES(1,'own-1','My music','','','level','#0d1722 #3a5568 #e8b98a #0b1a26','hills',1,'own');
CREATE TABLE playlist_track (
	playlist TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	track TEXT NOT NULL, 
	CONSTRAINT pk_playlist_track PRIMARY KEY (playlist, position), 
	CONSTRAINT fk_playlist_track_playlist FOREIGN KEY(playlist) REFERENCES playlist (slug), 
	CONSTRAINT fk_playlist_track_track FOREIGN KEY(track) REFERENCES track (path)
);
INSERT INTO "playlist_track" VALUES('own-1',0,'/home/somebody/Music/Tide.flac');
INSERT INTO "playlist_track" VALUES('own-1',1,'/home/somebody/Music/Röhricht.mp3');
CREATE TABLE rating (
	session TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	scale TEXT NOT NULL, 
	asked TEXT NOT NULL, 
	at TEXT NOT NULL, 
	value INTEGER, 
	late BOOLEAN NOT NULL, 
	entered_by TEXT NOT NULL, 
	CONSTRAINT pk_rating PRIMARY KEY (session, position), 
	CONSTRAINT fk_rating_session FOREIGN KEY(session) REFERENCES session (id)
);
INSERT INTO "rating" VALUES('b1946ac92492d2347c6235b4d2611184',0,'stress','before','2026-03-01T19:15:30.123456+00:00',7,0,'self');
INSERT INTO "rating" VALUES('b1946ac92492d2347c6235b4d2611184',1,'stress','after','2026-03-01T19:37:30.123456+00:00',3,0,'self');
INSERT INTO "rating" VALUES('591785b794601e212b260e25925636fd',0,'stress','before','2026-03-02T14:30:30.123456+00:00',5,0,'self');
INSERT INTO "rating" VALUES('591785b794601e212b260e25925636fd',1,'stress','after','2026-03-02T15:12:30.123456+00:00',NULL,0,'therapist');
INSERT INTO "rating" VALUES('e59ff97941044f85df5297e1c302d260',0,'stress','before','2026-03-03T19:15:30.123456+00:00',NULL,0,'self');
INSERT INTO "rating" VALUES('e59ff97941044f85df5297e1c302d260',1,'stress','after','2026-03-03T20:00:30.123456+00:00',2,1,'self');
INSERT INTO "rating" VALUES('a8f5f167f44f4964e6c998dee827110c',0,'stress','before','2026-03-04T19:15:30.123456+00:00',9,0,'self');
INSERT INTO "rating" VALUES('d41d8cd98f00b204e9800998ecf8427e',0,'stress','before','2026-03-05T19:15:30.123456+00:00',8,0,'self');
INSERT INTO "rating" VALUES('d41d8cd98f00b204e9800998ecf8427e',1,'stress','after','2026-03-05T19:23:30.123456+00:00',8,0,'self');
INSERT INTO "rating" VALUES('0cc175b9c0f1b6a831c399e269772661',0,'stress','before','2026-03-06T19:15:30.123456+00:00',4,0,'self');
CREATE TABLE session (
	id TEXT NOT NULL, 
	started TEXT NOT NULL, 
	utc_offset INTEGER NOT NULL, 
	ended TEXT, 
	"plan" TEXT NOT NULL, 
	heard FLOAT NOT NULL, 
	phases TEXT NOT NULL, 
	stopped_early TEXT, 
	fault TEXT NOT NULL, 
	note TEXT NOT NULL, 
	closed BOOLEAN NOT NULL, 
	CONSTRAINT pk_session PRIMARY KEY (id)
);
INSERT INTO "session" VALUES('b1946ac92492d2347c6235b4d2611184','2026-03-01T19:15:30.123456+00:00',3600,'2026-03-01T19:35:30.123456+00:00','{"title": "", "minutes": 20.0, "recipe": "home", "playlist": "still-water", "script": null, "visual": "orb", "ending": "return", "breathing": {"pattern": "gentle-slow", "start_rate": null, "ramp_minutes": 0.0, "cue": "tone"}, "levels": {"music": 0.0, "voice": 0.0, "ambience": -18.0, "cue": -12.0}, "ambience": []}',1200.0,'settle induction deepening music return',NULL,'','Wärme
in den Händen 🙂',1);
INSERT INTO "session" VALUES('591785b794601e212b260e25925636fd','2026-03-02T14:30:30.123456+00:00',20700,'2026-03-02T15:10:30.123456+00:00','{"title": "Am Abend, “leise”", "minutes": 40, "recipe": "clinic", "playlist": "evening-woods", "script": "shore-at-dusk", "visual": "dark", "ending": "sleep", "breathing": {"pattern": "sigh", "start_rate": 7.5, "ramp_minutes": 3.0, "cue": "voice"}, "levels": {"music": -3.0, "voice": 1.5, "ambience": -24.0, "cue": -9.0}, "ambience": ["rain", "fire"]}',2400.0,'settle induction deepening music return',NULL,'','',1);
INSERT INTO "session" VALUES('e59ff97941044f85df5297e1c302d260','2026-03-03T19:15:30.123456+00:00',3600,'2026-03-03T19:20:30.123456+00:00','{"title": "", "minutes": 5, "recipe": "home", "playlist": "own-1", "script": null, "visual": "orb", "ending": "return", "breathing": null, "levels": {"music": 0.0, "voice": 0.0, "ambience": -18.0, "cue": -12.0}, "ambience": []}',300.0,'settle induction deepening music return',NULL,'there was no sound for a while','',1);
INSERT INTO "session" VALUES('a8f5f167f44f4964e6c998dee827110c','2026-03-04T19:15:30.123456+00:00',3600,NULL,'{"title": "", "minutes": 20.0, "recipe": "home", "playlist": "still-water", "script": null, "visual": "orb", "ending": "return", "breathing": {"pattern": "gentle-slow", "start_rate": null, "ramp_minutes": 0.0, "cue": "tone"}, "levels": {"music": 0.0, "voice": 0.0, "ambience": -18.0, "cue": -12.0}, "ambience": []}',184.25,'settle induction',NULL,'','',0);
INSERT INTO "session" VALUES('d41d8cd98f00b204e9800998ecf8427e','2026-03-05T19:15:30.123456+00:00',3600,'2026-03-05T19:21:30.123456+00:00','{"title": "", "minutes": 20.0, "recipe": "home", "playlist": "still-water", "script": null, "visual": "orb", "ending": "return", "breathing": {"pattern": "gentle-slow", "start_rate": null, "ramp_minutes": 0.0, "cue": "tone"}, "levels": {"music": 0.0, "voice": 0.0, "ambience": -18.0, "cue": -12.0}, "ambience": []}',360.0,'settle return','distress','','',1);
INSERT INTO "session" VALUES('0cc175b9c0f1b6a831c399e269772661','2026-03-06T19:15:30.123456+00:00',3600,'2026-03-06T19:16:30.123456+00:00','{"title": "", "minutes": 20.0, "recipe": "home", "playlist": "still-water", "script": null, "visual": "orb", "ending": "return", "breathing": {"pattern": "gentle-slow", "start_rate": null, "ramp_minutes": 0.0, "cue": "tone"}, "levels": {"music": 0.0, "voice": 0.0, "ambience": -18.0, "cue": -12.0}, "ambience": []}',60.0,'','closed','','',0);
CREATE TABLE track (
	path TEXT NOT NULL, 
	length FLOAT NOT NULL, 
	title TEXT NOT NULL, 
	artist TEXT NOT NULL, 
	album TEXT NOT NULL, 
	tempo FLOAT, 
	loudness FLOAT, 
	true_peak FLOAT, 
	licence TEXT NOT NULL, 
	credit TEXT NOT NULL, 
	CONSTRAINT pk_track PRIMARY KEY (path), 
	CONSTRAINT ck_track_measured CHECK ((loudness IS NULL) = (true_peak IS NULL))
);
INSERT INTO "track" VALUES('/home/somebody/Music/Tide.flac',301.5,'Tide','Anna','Shore',62.0,-17.5,-1.2,'CC0-1.0','Anna, Tide');
INSERT INTO "track" VALUES('/home/somebody/Music/Röhricht.mp3',244.0,'Röhricht','','',NULL,NULL,NULL,'','');
CREATE INDEX ix_session_started ON session (started);
CREATE INDEX ix_playlist_track_track ON playlist_track (track);
COMMIT;

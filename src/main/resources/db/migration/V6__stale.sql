-- To find the messages that show less than their card says.
CREATE INDEX posted_shown ON posted (incident, platform, shown);

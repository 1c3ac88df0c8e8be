package kpwatch.files;

/** How the stream of routing messages stands. */
public enum RisLive {
  OK,
  /** Connected, but no frames and no pong. */
  SILENT,
  CLOSED
}

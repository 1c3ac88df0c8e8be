package kpwatch.files;

/** How RIPEstat answers. */
public enum RipeStat {
  OK,
  /** Data frozen at the moment of the change. */
  STALE,
  /** 200, {@code status:"ok"}, no data, and a call status that says so. */
  MAINTENANCE,
  /** 200, {@code status:"ok"}, nothing inside. */
  EMPTY,
  HTTP_500,
  HTTP_429,
  TIMEOUT
}

package kpwatch.observation;

/** How one probe ended, as the wire showed it; what that means is judged in the core. */
public enum Answer {
  /**
   * An HTTP status below 500, or a DNS reply with the AA bit, the right id and question, and no
   * error.
   */
  OK,
  /**
   * An HTTP status of 500 or more, or bytes that brought no status at all: no HTTP, too much, or
   * too slow.
   */
  HTTP_ERROR,
  REFUSED,
  RESET,
  /** A TLS alert or a handshake that failed: somebody answered. */
  TLS_ERROR,
  /** A DNS reply from the name server itself with an error code. */
  DNS_ERROR,
  /** Nothing came: connecting or waiting for the first byte took too long. */
  TIMEOUT,
  /** The network said that there is no way to the address. */
  UNREACHABLE,
  /** The name does not exist, as far as the resolver says; nothing was connected to. */
  NXDOMAIN,
  /** The resolver could not tell; nothing was connected to. */
  SERVFAIL,
  /** A DNS reply without AA; or nothing came in time but what does not fit the question. */
  FORGED;

  /** Whether the address itself spoke. */
  public boolean alive() {
    return switch (this) {
      case OK, HTTP_ERROR, REFUSED, RESET, TLS_ERROR, DNS_ERROR -> true;
      case TIMEOUT, UNREACHABLE, NXDOMAIN, SERVFAIL, FORGED -> false;
    };
  }

  /** Whether silence was met: an attempt that says something against the address. */
  public boolean silent() {
    return this == TIMEOUT || this == UNREACHABLE;
  }
}

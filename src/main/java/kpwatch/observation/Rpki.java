package kpwatch.observation;

/**
 * What route origin validation says of a route. {@code UNKNOWN} means that no authorisation covers
 * it.
 */
public enum Rpki {
  VALID,
  INVALID_ASN,
  INVALID_LENGTH,
  UNKNOWN;

  public boolean invalid() {
    return this == INVALID_ASN || this == INVALID_LENGTH;
  }
}

package kpwatch.testkit.discord;

/**
 * What a channel gives to or takes from one role or one member.
 *
 * @param ofMember whether {@code id} is a user's; else it is a role's
 */
record Overwrite(long id, boolean ofMember, long allow, long deny) {
  static Overwrite none(long id) {
    return new Overwrite(id, false, 0, 0);
  }

  Overwrite allowing(long bits) {
    return new Overwrite(id, ofMember, allow | bits, deny & ~bits);
  }

  Overwrite denying(long bits) {
    return new Overwrite(id, ofMember, allow & ~bits, deny | bits);
  }
}

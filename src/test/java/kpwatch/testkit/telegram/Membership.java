package kpwatch.testkit.telegram;

import java.util.Set;

/**
 * What somebody is and may do in a chat.
 *
 * @param rights of an administrator, or what a restricted member may still do; else empty
 * @param anonymous an administrator who speaks as the group
 */
public record Membership(Status status, Set<Right> rights, boolean anonymous) {
  public Membership {
    rights = Set.copyOf(rights);
  }

  public static Membership of(Status status) {
    return new Membership(status, Set.of(), false);
  }

  public static Membership admin(Right... rights) {
    return new Membership(Status.ADMINISTRATOR, Set.of(rights), false);
  }

  /** An administrator who speaks as the group. */
  public static Membership anonymousAdmin(Right... rights) {
    return new Membership(Status.ADMINISTRATOR, Set.of(rights), true);
  }

  /** A member who may do only this. */
  public static Membership restricted(Right... rights) {
    return new Membership(Status.RESTRICTED, Set.of(rights), false);
  }
}

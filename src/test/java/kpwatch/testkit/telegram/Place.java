package kpwatch.testkit.telegram;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A chat. Setting it up sends no updates; {@link People} does what sends some. */
public final class Place {
  /** https://core.telegram.org/bots/api#chat, type. */
  public enum Kind {
    PRIVATE,
    GROUP,
    SUPERGROUP,
    CHANNEL;

    /** As on the wire and in refusals. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final World world;
  private final long id;
  private final Kind kind;
  private final String title;
  private final String username;
  private final boolean forum;
  final Map<Long, Membership> members = new LinkedHashMap<>();
  final Map<Integer, Topic> topics = new TreeMap<>();
  final Map<Integer, Post> posts = new TreeMap<>();
  final List<Integer> pinned = new ArrayList<>();
  final Set<Right> allowed = EnumSet.copyOf(Right.OF_MEMBERS);
  Optional<Place> movedTo = Optional.empty();
  boolean started;
  boolean blocked;
  boolean deleted;
  boolean membersHidden;
  boolean otherBotSpokeLast;
  int lastPost;

  Place(World world, long id, Kind kind, String title, String username, boolean forum) {
    this.world = world;
    this.id = id;
    this.kind = kind;
    this.title = title;
    this.username = username;
    this.forum = forum;
    if (forum) {
      topics.put(Topic.GENERAL, new Topic(Topic.GENERAL, "General"));
    }
  }

  public long id() {
    return id;
  }

  public Kind kind() {
    return kind;
  }

  public String title() {
    return title;
  }

  /** Without the at sign; empty if the chat is not public. */
  public String username() {
    return username;
  }

  public boolean isForum() {
    return forum;
  }

  boolean isGroup() {
    return kind == Kind.GROUP || kind == Kind.SUPERGROUP;
  }

  /** Makes somebody a member. */
  public Place join(Person person) {
    return set(person, Membership.of(Status.MEMBER));
  }

  /** Makes somebody what is given, without an update. */
  public Place set(Person person, Membership membership) {
    synchronized (world) {
      members.put(person.id(), membership);
      return this;
    }
  }

  /** What somebody is here; left where nothing was said. */
  public Membership membership(Person person) {
    synchronized (world) {
      return members.getOrDefault(person.id(), Membership.of(Status.LEFT));
    }
  }

  Membership bot() {
    return membership(world.bot());
  }

  /** Whether somebody is an administrator with this right, or the creator. */
  boolean may(Person person, Right right) {
    Membership membership = membership(person);
    return membership.status() == Status.CREATOR
        || membership.status() == Status.ADMINISTRATOR && membership.rights().contains(right);
  }

  /** Opens a topic of a forum. */
  public Topic topic(String name) {
    synchronized (world) {
      if (!forum) {
        throw new IllegalStateException(title + " is no forum");
      }
      var context = Post.Context.NONE;
      Optional<Person> by = Optional.of(World.GROUP_ANONYMOUS_BOT);
      Post post = world.post(this, by, Optional.of(this), context, Formatted.plain(""));
      post.more().putObject("forum_topic_created").put("name", name).put("icon_color", 7322096);
      var topic = new Topic(post.id(), name);
      topic.opened(post);
      topics.put(topic.id(), topic);
      return topic;
    }
  }

  /** The General topic of a forum. */
  public Topic general() {
    return topics.get(Topic.GENERAL);
  }

  /** What ordinary members may do from now on; all that is not named is forbidden. */
  public Place allowMembers(Right... rights) {
    synchronized (world) {
      allowed.clear();
      allowed.addAll(List.of(rights));
      return this;
    }
  }

  /**
   * {@code getChatMember} on others fails while the bot is no administrator, which
   * https://core.telegram.org/bots/api#getchatmember allows.
   */
  public Place hideMembers() {
    synchronized (world) {
      membersHidden = true;
      return this;
    }
  }

  /** Another bot was the last to speak, so a command without a name is not for ours. */
  public Place otherBotSpeaks() {
    synchronized (world) {
      otherBotSpokeLast = true;
      return this;
    }
  }

  /** The group chat is gone for all. */
  public void vanish() {
    synchronized (world) {
      deleted = true;
    }
  }

  /** Messages that are there now, oldest first, whoever wrote them. */
  public List<Post> posts() {
    synchronized (world) {
      return List.copyOf(posts.values());
    }
  }

  /** Ids of pinned messages, oldest pin first. */
  public List<Integer> pinned() {
    synchronized (world) {
      return List.copyOf(pinned);
    }
  }

  @Override
  public String toString() {
    return kind.word() + " " + id;
  }
}

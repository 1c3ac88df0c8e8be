package kpwatch.testkit.telegram;

import java.util.ArrayList;
import java.util.List;

/** All that the methods of the API work on. */
final class Service {
  final World world;
  final Updates updates;
  final Notes notes = new Notes();
  final Rates rates;
  final Access access;
  final Content content;
  final Uploads uploads = new Uploads();
  final Callbacks callbacks;

  /** What the bot sent, oldest first. */
  final List<Post> sent = new ArrayList<>();

  Service(World world) {
    this.world = world;
    updates = new Updates(world);
    rates = new Rates(world, notes);
    access = new Access(world);
    content = new Content(notes);
    callbacks = new Callbacks(world);
  }
}

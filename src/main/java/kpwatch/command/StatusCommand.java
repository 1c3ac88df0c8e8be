package kpwatch.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.assess.Assessment;
import kpwatch.command.Reply.Button;
import kpwatch.incident.Incident;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.watch.WatchState;

/** How the country is now, on one card. */
final class StatusCommand implements Command {
  static final Spec SPEC =
      new Spec(
          "status",
          "Is it up? The state now, since when, what is seen, and what it may mean",
          List.of(Spec.Option.flag("public", "Show the answer to everybody here")),
          false);

  private final Sight sight;

  StatusCommand(Sight sight) {
    this.sight = sight;
  }

  @Override
  public Reply answer(Request request, Instant now) {
    WatchState state = sight.state();
    Optional<Incident> open = Concern.open(state.tracks());
    Optional<Assessment> assessment =
        open.flatMap(i -> Optional.ofNullable(state.assessments().get(i.code())));
    Message card = sight.wording().status(state.tracks(), assessment, now);
    List<Section> sections = new ArrayList<>(card.sections());
    Outline outline = new Outline(sight, now);
    sight.archive().newestFirst().stream()
        .filter(e -> e.incident().closed())
        .findFirst()
        .ifPresent(e -> sections.add(new Section("Last incident", List.of(outline.past(e)))));
    List<Button> buttons = new ArrayList<>();
    open.ifPresent(i -> buttons.add(new Button("Why", "why:" + i.code())));
    buttons.add(new Button("Sites", "sites"));
    buttons.add(new Button("Incidents", "incidents"));
    Message message =
        new Message(card.status(), card.headline(), sections, card.foot(), card.since());
    return new Reply(message, buttons, request.option("public").filter(Flag::yes).isPresent());
  }
}

package kpwatch.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kpwatch.command.Reply.Button;
import kpwatch.incident.ProbeTrack;
import kpwatch.incident.Tracks;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Message.Status;
import kpwatch.notify.Seen;
import kpwatch.notify.Times;
import kpwatch.untrusted.UntrustedText;

/** Each web site and name server, as far as we can tell from where we look. */
final class SitesCommand implements Command {
  static final Spec SPEC =
      new Spec(
          "sites",
          "Each web site and name server: does it answer, when last, how fast",
          List.of(
              Spec.Option.text("filter", "Part of a host name or of a group, such as news"),
              Spec.Option.number("page", "15 hosts are on a page")),
          false);

  private static final int PAGE = 15;
  private static final int BUTTON_ID = 50;

  private final Sight sight;
  private final Times times;

  SitesCommand(Sight sight) {
    this.sight = sight;
    this.times = sight.times();
  }

  @Override
  public Reply answer(Request request, Instant now) {
    Tracks tracks = sight.tracks();
    Optional<String> filter = request.option("filter");
    List<Host> hosts =
        Host.all(sight.network(), tracks).stream()
            .filter(h -> filter.map(h::matches).orElse(true))
            .toList();
    int pages = Math.max(1, (hosts.size() + PAGE - 1) / PAGE);
    OptionalInt page = page(request, pages);
    if (hosts.isEmpty()) {
      return Reply.of(
          Message.note(
              "No host or group contains " + UntrustedText.quoted(filter.orElse("")),
              "Groups: " + groups() + ".",
              "Without a filter, /sites shows all."));
    }
    if (page.isEmpty()) {
      return Reply.of(
          Message.note(
              "There is no page " + UntrustedText.quoted(request.option("page").orElse("")),
              pages == 1 ? "There is one page." : "Pages go from 1 to " + pages + "."));
    }
    int number = page.getAsInt();
    List<Host> shown = hosts.subList((number - 1) * PAGE, Math.min(hosts.size(), number * PAGE));
    return new Reply(
        message(tracks, shown, number, pages, now), buttons(filter, number, pages), false);
  }

  private String groups() {
    return Host.groups(sight.network()).stream()
        .map(UntrustedText::echo)
        .collect(Collectors.joining(", "));
  }

  private static OptionalInt page(Request request, int pages) {
    String typed = request.option("page").orElse("1").strip();
    if (!typed.matches("\\d{1,4}")) {
      return OptionalInt.empty();
    }
    return IntStream.of(Integer.parseInt(typed)).filter(n -> n >= 1 && n <= pages).findFirst();
  }

  private static List<Button> buttons(Optional<String> filter, int number, int pages) {
    List<Button> buttons = new ArrayList<>();
    if (number < pages) {
      String id = "sites:" + (number + 1) + filter.map(f -> ":" + f.strip()).orElse("");
      if (id.length() <= BUTTON_ID && id.chars().allMatch(c -> c >= ' ' && c < 127)) {
        buttons.add(new Button("Next page", id));
      }
    }
    buttons.add(new Button("Status", "status"));
    return buttons;
  }

  private Message message(Tracks tracks, List<Host> shown, int number, int pages, Instant now) {
    Seen seen = sight.seen(tracks);
    HostText text = new HostText(times, seen, sight.state().plan().due(), now);
    List<Section> sections = new ArrayList<>();
    if (!tracks.probePlane().seeing()) {
      sections.add(Section.of("What follows is old and says nothing of now."));
    }
    if (sight.state().plan().backedOff().isPresent()) {
      sections.add(
          Section.of("After a total loss we ask less: two addresses and one name server in turn."));
    }
    Map<String, List<String>> groups = new LinkedHashMap<>();
    shown.forEach(h -> groups.computeIfAbsent(h.group(), g -> new ArrayList<>()).add(text.line(h)));
    groups.forEach((group, lines) -> sections.add(new Section(UntrustedText.echo(group), lines)));
    sections.add(new Section("Names that share an address, with one vote", text.shared(shown)));
    sections.add(
        Section.of(
            "A vote counts for the state of the country; three answers of four earn it.",
            "Seen from one place: silence here is not silence everywhere."));
    Optional<Instant> last =
        tracks.probes().values().stream()
            .flatMap(t -> t.lastProbe().stream())
            .max(Instant::compareTo);
    String data =
        last.map(at -> "last probe " + times.dated(at) + ", " + Times.ago(at, now))
            .orElse("no probe yet");
    return new Message(
        status(tracks, seen),
        head(tracks, seen, now),
        sections,
        "page " + number + " of " + pages + " · " + data,
        Optional.empty());
  }

  private String head(Tracks tracks, Seen seen, Instant now) {
    String whose = "Sites of " + sight.network().name() + ": ";
    List<ProbeTrack> voters = tracks.voters();
    if (tracks.routesOnly().isPresent()) {
      return whose
          + "routes only from here, none has answered often enough since "
          + times.when(tracks.started(), now)
          + ", when we began; each is tried once an hour";
    }
    if (!tracks.probePlane().seeing()) {
      return whose
          + "cannot be judged since "
          + times.when(tracks.probePlane().proven().orElse(tracks.probePlane().since()), now)
          + ", our own checks fail";
    }
    if (voters.isEmpty()) {
      return whose
          + "no address has qualified since "
          + times.when(tracks.started(), now)
          + ", when we began";
    }
    long answering = voters.stream().filter(seen::answering).count();
    long unasked = voters.stream().filter(t -> !seen.answering(t) && !seen.silent(t)).count();
    Optional<Instant> last =
        voters.stream().flatMap(t -> t.lastAnswer().stream()).max(Instant::compareTo);
    String rest = unasked == 0 ? "" : "; " + unasked + " not asked since";
    return whose
        + answering
        + " of "
        + voters.size()
        + " addresses answer"
        + last.map(at -> ", last " + times.when(at, now)).orElse("")
        + rest;
  }

  private static Status status(Tracks tracks, Seen seen) {
    List<ProbeTrack> voters = tracks.voters();
    if (!tracks.probePlane().seeing() || voters.isEmpty()) {
      return Status.UNKNOWN;
    }
    return voters.stream().allMatch(seen::answering) ? Status.NORMAL : Status.NOTE;
  }
}

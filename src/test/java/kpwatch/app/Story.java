package kpwatch.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kpwatch.files.ReplayLines;
import kpwatch.files.Scenario;

/**
 * What a run went through, without its times.
 *
 * @param main the country, the monitor, the incidents and what was said, in order, from the first
 *     time that the country's state is known
 * @param tracks the states of each plane, prefix and line in order: which plane sees again first
 *     hangs on when its next look falls. Of hosts only whether they failed, since how fast they
 *     answer hangs on the machine, and a silence that began while we were blind on the next visit
 */
record Story(List<String> main, Map<String, List<String>> tracks) {
  /** As the virtual clock tells it. */
  static Story replayed(Scenario scenario) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ReplayLines lines = new ReplayLines();
    List<String> texts = new ArrayList<>();
    new Replay(scenario).play(round -> texts.addAll(lines.of(round)), lines::stopped);
    Telling telling = new Telling();
    for (String text : texts) {
      JsonNode line = json.readTree(text);
      switch (line.path("type").asText()) {
        case "state" ->
            telling.state(
                line.path("subject").asText(),
                line.path("from").asText(),
                line.path("to").asText());
        case "incident" -> telling.incident(line.path("action").asText());
        case "notification" -> telling.said(line.path("kind").asText());
        default -> {}
      }
    }
    return telling.story();
  }

  /** As the database of a program kept it. */
  static Story kept(Path database) throws SQLException {
    Telling telling = new Telling();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT at, 0 AS sort, number, subject AS what, from_state, to_state FROM transition
                UNION ALL
                SELECT at, 1, number, LOWER(action), '', '' FROM incident_change
                UNION ALL
                SELECT at, 2, rowid, LOWER(kind), '', '' FROM notification
                ORDER BY at, sort, number
                """)) {
      while (rows.next()) {
        switch (rows.getInt("sort")) {
          case 0 ->
              telling.state(
                  rows.getString("what"), rows.getString("from_state"), rows.getString("to_state"));
          case 1 -> telling.incident(rows.getString("what"));
          default -> telling.said(rows.getString("what"));
        }
      }
    }
    return telling.story();
  }

  private static final class Telling {
    private final List<String> main = new ArrayList<>();
    private final Map<String, List<String>> tracks = new TreeMap<>();

    /** By which steps a country returns hangs on which of its hosts is visited first. */
    private void stands(String subject, String state) {
      if (!state.equals("degraded")) {
        main.add(subject + " is " + state);
      }
    }

    void incident(String action) {
      if (!action.equals("eased")) {
        main.add("incident " + action);
      }
    }

    void state(String subject, String from, String to) {
      if (subject.equals("country") || subject.equals("monitor")) {
        stands(subject, to);
        return;
      }
      List<String> states = tracks.computeIfAbsent(subject, s -> new ArrayList<>());
      if (subject.endsWith("-plane")
          || subject.startsWith("prefix:")
          || subject.startsWith("line:")) {
        states.add(from + " -> " + to);
      } else if (to.equals("failing") && !from.equals("unknown")) {
        states.add("failing");
      } else if (from.equals("failing") && !states.isEmpty()) {
        states.add("no longer");
      }
    }

    /** Whether the verdict was there at the opening or a round later hangs on the visits' order. */
    void said(String kind) {
      if (!kind.equals("updated")) {
        main.add("said " + kind);
      }
    }

    /**
     * Which of the first answers came first is chance: the story begins with the first certainty.
     */
    private List<String> begun() {
      int known = main.indexOf("country is normal");
      return List.copyOf(main.subList(Math.max(0, known), main.size()));
    }

    Story story() {
      return new Story(begun(), new LinkedHashMap<>(tracks));
    }
  }
}

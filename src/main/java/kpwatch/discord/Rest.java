package kpwatch.discord;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.requests.Response;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.internal.requests.RestActionImpl;

/**
 * Calls of Discord's REST interface by id, through JDA's queue and its limits: they need no cache,
 * so a dead gateway does not stop them.
 */
final class Rest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Supplier<Optional<JDA>> jda;

  /**
   * @param jda the connection; empty while there is none
   */
  Rest(Supplier<Optional<JDA>> jda) {
    this.jda = jda;
  }

  /** How a call ended. */
  sealed interface Answer {
    record Ok(Response response) implements Answer {}

    /**
     * @param code of Discord; 0 where it gave none
     * @param status of HTTP
     */
    record Refused(int code, int status, String meaning) implements Answer {}

    /**
     * @param sent whether the request may have reached Discord
     */
    record Lost(String reason, boolean sent) implements Answer {}
  }

  Answer call(Route.CompiledRoute route) {
    return call(route, Optional.empty());
  }

  Answer call(Route.CompiledRoute route, DataObject body) {
    return call(route, Optional.of(body));
  }

  private Answer call(Route.CompiledRoute route, Optional<DataObject> body) {
    Optional<JDA> connected = jda.get();
    if (connected.isEmpty()) {
      return new Answer.Lost("not connected to Discord", false);
    }
    RestActionImpl<Response> action =
        body.map(
                data ->
                    new RestActionImpl<Response>(
                        connected.get(), route, data, (response, request) -> response))
            .orElseGet(
                () ->
                    new RestActionImpl<>(connected.get(), route, (response, request) -> response));
    long deadline = System.currentTimeMillis() + PATIENCE.toMillis();
    try {
      Response response =
          action
              .deadline(deadline)
              .submit()
              .get(PATIENCE.plusSeconds(5).toMillis(), TimeUnit.MILLISECONDS);
      return new Answer.Ok(response);
    } catch (ExecutionException | CompletionException e) {
      return failed(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException | CancellationException e) {
      return new Answer.Lost("no answer within " + PATIENCE.toSeconds() + " s", true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Lost("interrupted", true);
    } catch (RuntimeException e) {
      return failed(e);
    }
  }

  private static Answer failed(Throwable cause) {
    if (cause instanceof ErrorResponseException refused) {
      Response response = refused.getResponse();
      return response.code <= 0 || response.code >= 500
          ? new Answer.Lost("Discord answered " + response.code, true)
          : new Answer.Refused(refused.getErrorCode(), response.code, refused.getMeaning());
    }
    return new Answer.Lost(cause.getClass().getSimpleName(), true);
  }
}

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml ./
COPY src ./src
RUN mvn -B -ntp -DskipTests package

FROM eclipse-temurin:17-jre
RUN groupadd --system --gid 10001 kpwatch \
    && useradd --system --uid 10001 --gid kpwatch --no-create-home --shell /usr/sbin/nologin kpwatch \
    && install -d -o kpwatch -g kpwatch /data
COPY --from=build /build/target/kpwatch.jar /opt/kpwatch/kpwatch.jar

USER kpwatch
# The database and bot-config.properties live here.
WORKDIR /data
VOLUME /data

# The bot touches the file while its rounds run; a process that hangs does not.
HEALTHCHECK --interval=1m --timeout=5s --start-period=3m --retries=2 \
    CMD test -n "$(find /data/kpwatch.alive -mmin -3 2>/dev/null)"

ENTRYPOINT ["java", "-Xmx64m", "-XX:+ExitOnOutOfMemoryError", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k", "-Djava.awt.headless=true", "-jar", "/opt/kpwatch/kpwatch.jar"]

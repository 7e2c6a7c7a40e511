package io.botstatus.database;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Times as PostgreSQL writes them. A deadline that never comes is null in Java and 'infinity' in SQL. */
public final class Sql {

    /** What 'infinity' and '-infinity' are as instants. */
    public static final Instant NEVER = OffsetDateTime.MAX.toInstant();

    public static final Instant ALWAYS_OVER = OffsetDateTime.MIN.toInstant();

    private Sql() {}

    /** The driver writes the maximum date as 'infinity'. */
    public static OffsetDateTime time(@Nullable Instant time) {
        return time == null ? OffsetDateTime.MAX : time.atOffset(ZoneOffset.UTC);
    }

    public static @Nullable Instant deadline(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null || value.equals(OffsetDateTime.MAX) ? null : value.toInstant();
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** Spans are passed as exact seconds, because an interval with days would depend on a time zone. */
    public static double seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toNanos(), 9).doubleValue();
    }

    public static Duration duration(BigDecimal seconds) {
        return Duration.ofNanos(seconds.movePointRight(9).longValueExact());
    }
}

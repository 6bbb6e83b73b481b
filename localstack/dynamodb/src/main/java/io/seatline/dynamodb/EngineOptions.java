package io.seatline.dynamodb;

import java.nio.file.Path;
import java.time.*;
import java.util.Optional;

/** Options of an engine. AWS's conflicts, delays, throttling and expiry are off unless an option turns them on. */
public final class EngineOptions {
    final Optional<Path> directory;
    InstantSource clock = Clock.systemUTC();
    String arnPrefix = "arn:aws:dynamodb:us-east-1:000000000000";
    String region = "us-east-1";
    int shards = 1;
    Duration transactionTime = Duration.ZERO;
    Duration indexLag = Duration.ZERO;
    boolean limitsPartitions;
    boolean expiresItems;

    private EngineOptions(Optional<Path> directory) {
        this.directory = directory;
    }

    public static EngineOptions inMemory() {
        return in(Optional.empty());
    }

    /** Keeps tables in a directory, which is created if missing, or in memory if the argument is empty. */
    public static EngineOptions in(Optional<Path> directory) {
        return new EngineOptions(directory);
    }

    public EngineOptions clock(InstantSource value) {
        clock = value;
        return this;
    }

    public EngineOptions place(String newRegion, String account) {
        region = newRegion;
        arnPrefix = "arn:aws:dynamodb:" + newRegion + ":" + account;
        return this;
    }

    public EngineOptions shards(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("shards: must be at least 1, not " + value);
        }
        shards = value;
        return this;
    }

    /** Sets how long a transaction is in flight. Overlapping requests get {@code TransactionConflict}, as on AWS. */
    public EngineOptions transactionTime(Duration value) {
        transactionTime = value;
        return this;
    }

    /** Sets how long a change takes to reach global indexes, by the engine's clock. Only for tables in memory. */
    public EngineOptions indexLag(Duration value) {
        if (directory.isPresent()) {
            throw new IllegalArgumentException("indexLag: not supported for tables in a directory");
        }
        indexLag = value;
        return this;
    }

    /** Limits each partition to 1,000 write units and 3,000 read units a second, as on AWS. */
    public EngineOptions limitPartitions() {
        limitsPartitions = true;
        return this;
    }

    /** Deletes items within seconds after their time to live; AWS takes days. */
    public EngineOptions expireItems() {
        expiresItems = true;
        return this;
    }
}

package io.seatline.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/** Checks that imports point inward and that only the platform reads the clock, the environment and random sources. */
@AnalyzeClasses(
        packages = "io.seatline",
        importOptions = {ImportOption.DoNotIncludeTests.class, LayersTest.WithoutTableEngine.class})
class LayersTest {
    /** Excludes the table engine of the tests, which is not deployed. */
    static final class WithoutTableEngine implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/io/seatline/dynamodb/");
        }
    }

    private static final String SNAPSHOTS = "io\\.seatline\\.usecase(\\.booking)?\\.(Show|Claims)Snapshot";
    private static final String JAVA = "java..";
    private static final String DOMAIN = "io.seatline.domain..";
    private static final String USECASE = "io.seatline.usecase..";
    private static final String CATALOG_USECASE = "io.seatline.usecase.catalog..";
    private static final String ADAPTER = "io.seatline.adapter..";
    private static final String HTTP = "io.seatline.adapter.http";
    private static final String LAMBDA = "io.seatline.lambda..";
    private static final String EVENTS = "io.seatline.events..";
    private static final String LOGGING = "org.slf4j..";
    private static final String JSON = "com.fasterxml.jackson..";
    private static final String JSON_SCHEMA = "com.networknt.schema..";
    private static final String AWS = "io.seatline.lambda.runtime.LambdaPlatform";

    /** SLF4J creates the log provider by name, before the platform exists. */
    private static final String LOG = "io.seatline.lambda.runtime.logging.JsonLogProvider";

    /** Types that can read the current time without being given a clock. */
    private static final Set<String> CLOCKS = Set.of(
            Clock.class.getName(),
            Instant.class.getName(),
            InstantSource.class.getName(),
            LocalDate.class.getName(),
            LocalDateTime.class.getName(),
            OffsetDateTime.class.getName(),
            ZonedDateTime.class.getName());

    private static final Set<String> RANDOM_SOURCES = Set.of(
            Random.class.getName(),
            SecureRandom.class.getName(),
            ThreadLocalRandom.class.getName(),
            "java.util.SplittableRandom");

    @ArchTest
    static final ArchRule domain_depends_on_java_only = classes()
            .that()
            .resideInAPackage(DOMAIN)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(JAVA, DOMAIN));

    @ArchTest
    static final ArchRule use_cases_depend_on_domain_events_and_logging = classes()
            .that()
            .resideInAPackage(USECASE)
            .and()
            .resideOutsideOfPackage(CATALOG_USECASE)
            .and()
            .haveNameNotMatching(SNAPSHOTS)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(JAVA, DOMAIN, USECASE, EVENTS, LOGGING));

    @ArchTest
    static final ArchRule snapshots_may_also_use_a_cache = classes()
            .that()
            .haveNameMatching(SNAPSHOTS)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(JAVA, DOMAIN, USECASE, "com.github.benmanes.caffeine.."));

    @ArchTest
    static final ArchRule catalog_use_cases_may_also_read_json = classes()
            .that()
            .resideInAPackage(CATALOG_USECASE)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(JAVA, DOMAIN, USECASE, LOGGING, JSON, JSON_SCHEMA));

    @ArchTest
    static final ArchRule only_the_form_of_a_catalog_document_loads_the_schema_validator = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("io.seatline.usecase.catalog.CatalogSchema")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(JSON_SCHEMA);

    @ArchTest
    static final ArchRule adapters_do_not_depend_on_functions = noClasses()
            .that()
            .resideInAPackage(ADAPTER)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(LAMBDA);

    @ArchTest
    static final ArchRule adapters_share_only_the_http_adapter = slices().matching("io.seatline.adapter.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(resideInAPackage(ADAPTER), resideInAPackage(HTTP));

    @ArchTest
    static final ArchRule only_wiring_accesses_adapters = classes()
            .that()
            .resideInAPackage(ADAPTER)
            .should()
            .onlyBeAccessed()
            .byClassesThat(resideInAnyPackage(ADAPTER).or(type(classOf("io.seatline.lambda.runtime.Wiring"))));

    @ArchTest
    static final ArchRule handlers_do_not_depend_on_adapters = noClasses()
            .that()
            .resideInAPackage(LAMBDA)
            .and()
            .doNotHaveFullyQualifiedName("io.seatline.lambda.runtime.Wiring")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ADAPTER);

    @ArchTest
    static final ArchRule packages_have_no_cycles =
            slices().matching("io.seatline.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_platform_and_log_read_the_environment = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(AWS)
            .and()
            .doNotHaveFullyQualifiedName(LOG)
            .should()
            .callMethodWhere(target(
                    "reads the environment",
                    access -> access.getTargetOwner().isEquivalentTo(System.class)
                            && Set.of("getenv", "getProperty", "getProperties").contains(access.getName())));

    @ArchTest
    static final ArchRule only_platform_and_log_read_the_clock = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(AWS)
            .and()
            .doNotHaveFullyQualifiedName(LOG)
            .should()
            .callMethodWhere(target("reads the clock", LayersTest::readsTheClock));

    /** {@code TicketKey.Chosen} is the opposite of a random source: it gives the bytes that it was made of. */
    @ArchTest
    static final ArchRule only_the_platform_creates_randomness = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(AWS)
            .and()
            .doNotHaveFullyQualifiedName("io.seatline.adapter.ticket.TicketKey$Chosen")
            .should()
            .accessTargetWhere(target("creates randomness", LayersTest::createsRandomness));

    private static boolean readsTheClock(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getName();
        boolean callsSystem = name.equals("currentTimeMillis") || name.equals("nanoTime");
        boolean callsClockType = name.equals("now") || name.startsWith("system") || name.startsWith("tick");
        return owner.equals(System.class.getName()) ? callsSystem : CLOCKS.contains(owner) && callsClockType;
    }

    private static boolean createsRandomness(JavaAccess<?> access) {
        String target = access.getTargetOwner().getName() + "." + access.getName();
        return RANDOM_SOURCES.contains(access.getTargetOwner().getName())
                || target.equals(UUID.class.getName() + ".randomUUID")
                || target.equals(Math.class.getName() + ".random");
    }

    private static DescribedPredicate<JavaAccess<?>> target(String what, Predicate<JavaAccess<?>> predicate) {
        return describe(what, predicate);
    }

    private static Class<?> classOf(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.seatline.infra.deployment;

/**
 * Who is told when an alarm is raised or over.
 *
 * @param address such as {@code oncall@cinema.vn}
 */
public record AlarmEmail(String address) {
    public AlarmEmail {
        MailSender.requireAddress("alarmEmail", "oncall@cinema.vn", address);
    }
}

package io.seatline.infra.deployment;

/**
 * What a month may cost before the operator is told.
 *
 * @param dollars whole US dollars, at least 1
 */
public record MonthlyBudget(int dollars) {
    public MonthlyBudget {
        if (dollars < 1) {
            throw new IllegalArgumentException("monthlyBudget must be at least 1 US dollar, not " + dollars + ".");
        }
    }

    static MonthlyBudget parse(String dollars) {
        if (!dollars.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(
                    "monthlyBudget must be whole US dollars such as 500, not \"" + dollars + "\".");
        }
        return new MonthlyBudget(Integer.parseInt(dollars));
    }
}

package io.hellwall.doctor;

import java.util.List;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

/** Makes all checks, one after the other. */
@Service
public class Doctor {

	private static final Logger logger = LoggerFactory.getLogger(Doctor.class);

	private final List<Check> checks;

	Doctor(List<Check> checks) {
		this.checks = checks;
	}

	/**
	 * Tells each finding as soon as it is known.
	 * @return whether nothing failed
	 */
	public boolean examine(Question question, Consumer<Finding> tell) {
		boolean well = true;
		for (Check check : this.checks) {
			for (Finding finding : findings(check, question)) {
				tell.accept(finding);
				well &= finding.level() != Finding.Level.FAIL;
			}
		}
		return well;
	}

	/** One check that breaks does not keep the others from being made. */
	private static List<Finding> findings(Check check, Question question) {
		try {
			return check.findings(question);
		}
		catch (RuntimeException ex) {
			logger.error("{} failed", check.getClass().getSimpleName(), ex);
			return List
				.of(Finding.fail("check", check.getClass().getSimpleName() + " could not be made; the log says why"));
		}
	}

}

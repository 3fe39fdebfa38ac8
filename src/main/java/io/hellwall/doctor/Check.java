package io.hellwall.doctor;

import java.util.List;

/** One thing that can be well or not. It changes nothing. */
public interface Check {

	/** At least one finding, unless it was not asked for. */
	List<Finding> findings(Question question);

}

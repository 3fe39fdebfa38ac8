package io.hellwall.doctor;

import java.lang.management.ManagementFactory;
import java.util.List;

import com.sun.management.HotSpotDiagnosticMXBean;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Whether the AOT cache is used that was named. The JVM drops one that does not fit, and
 * says nothing.
 */
@Component
@Order(90)
class AotCheck implements Check {

	@Override
	public List<Finding> findings(Question question) {
		return List.of(finding(option("AOTCache"), option("UseSharedSpaces").equals("true")));
	}

	static Finding finding(String cache, boolean used) {
		if (cache.isEmpty()) {
			return Finding.ok("aot", "no AOT cache is named with -XX:AOTCache; with one, starts take half the time");
		}
		return used ? Finding.ok("aot", "the AOT cache %s is used".formatted(cache)) : Finding.warn("aot",
				"the AOT cache %s is not used, as it was made by another version, for other files, or with other options: with -XX:AOTMode=on the JVM says why"
					.formatted(cache));
	}

	private static String option(String name) {
		try {
			return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).getVMOption(name).getValue();
		}
		catch (IllegalArgumentException ex) {
			return ""; // another JVM
		}
	}

}

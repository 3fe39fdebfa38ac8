package io.hellwall.persistence;

import java.util.Map;

import javax.sql.DataSource;

import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

/** Makes the entity manager factory of one store. */
final class EntityManagers {

	private EntityManagers() {
	}

	static LocalContainerEntityManagerFactoryBean of(String name, Store store, DataSource source, String... packages) {
		LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
		factory.setPersistenceUnitName(name);
		factory.setDataSource(source);
		factory.setPackagesToScan(packages);
		factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
		// The two settings of the enhancer belong to NoBytecode.
		factory.setJpaPropertyMap(Map.of("hibernate.enhancer.enableDirtyTracking", false,
				"hibernate.enhancer.enableLazyInitialization", false, "hibernate.dialect", store.dialect().getName(),
				"hibernate.boot.allow_jdbc_metadata_access", false, "hibernate.physical_naming_strategy",
				"org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl",
				// An instant is stored as epoch milliseconds.
				"hibernate.type.preferred_instant_jdbc_type", "BIGINT", "jakarta.persistence.validation.mode", "none",
				// A list of ids takes few lengths, so that few statements are prepared.
				"hibernate.query.in_clause_parameter_padding", true));
		return factory;
	}

}

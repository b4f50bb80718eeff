/** YAML read strictly into records: each scalar by its field's own rule, each mistake with its place. */
package org.keyrack.yaml;

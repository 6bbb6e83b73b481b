/** Every Lambda function: its environment variables, timeout, memory and permissions. */
package io.seatline.infra.function;

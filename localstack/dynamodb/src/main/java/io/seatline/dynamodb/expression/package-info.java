/** DynamoDB's expressions: conditions and filters, projections, updates and key conditions, with AWS's errors. */
package io.seatline.dynamodb.expression;

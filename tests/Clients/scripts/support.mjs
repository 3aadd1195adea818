import assert from 'node:assert/strict';

/** The error that a promise ends in; a test that expected one fails when there is none. */
export async function refusal(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }

  return assert.fail('this should have been refused');
}

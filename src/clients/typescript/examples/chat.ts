/** Stands for your chat platform: sends a text to a contact, and returns the platform's id of it. */
export function chat(contactId: string) {
  return async (text: string, replyId: string): Promise<string> => {
    console.error(`${contactId} <- ${text}`);
    return `message-of-${replyId}`;
  };
}

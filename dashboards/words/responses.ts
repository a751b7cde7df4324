// What the page says of what is to be done about an alert, and by when; both languages side by side.

export const responsesZh = {
  whatToDo: '处置指引',
  mayLeadTo: '若不处置：',
  whoHandles: '处置人：{who}',
  'due.look': '须在 {within}内查看，还剩 {left}',
  'due.handle': '须在 {within}内处置完毕，还剩 {left}',
  'overdue.look': '逾期 {left}：应在 {within}内查看，尚无人接手',
  'overdue.handle': '逾期 {left}：应在接手后 {within}内处置完毕',
};

export const responsesEn: Record<keyof typeof responsesZh, string> = {
  whatToDo: 'What to do',
  mayLeadTo: 'If nobody acts: ',
  whoHandles: 'Who: {who}',
  'due.look': 'Look within {within}: {left} left',
  'due.handle': 'Be done with it within {within}: {left} left',
  'overdue.look': 'OVERDUE by {left}: to be looked at within {within}, and nobody has',
  'overdue.handle': 'OVERDUE by {left}: to be done with within {within} of the acknowledgement',
};

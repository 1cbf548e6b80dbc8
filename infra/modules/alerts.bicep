// Alerts on what the pipeline counts itself (meter "Platica"). Each rule is one row of the list below; docs/operations.md says what to do.
// A window is longer than its frequency: what was measured arrives minutes later. Queries begin with a table, because rules take neither
// union nor search.
param location string
param tags object
param applicationInsightsId string
param email string
param silenceWindow string
param refusedThreshold int
param flowFallbackThreshold int
param oldestMessageMinutes int

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'platica'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'platica'
    enabled: true
    emailReceivers: empty(email) ? [] : [{ name: 'operator', emailAddress: email, useCommonAlertSchema: true }]
  }
}

var rules = [
  {
    name: 'refused-deliveries'
    title: 'Deliveries are refused'
    description: 'A wrong signature or secret, no length, or too large a body. Each may be a customer\'s message, and perhaps nobody sends it again.'
    severity: 1
    query: '''
customMetrics
| where name == 'platica.refused'
| where tostring(customDimensions['reason']) !in ('unknown-provider', 'method')
| summarize measure = sum(valueSum)'''
    aggregation: 'Total'
    operator: 'GreaterThanOrEqual'
    threshold: refusedThreshold
    window: 'PT1H'
    frequency: 'PT15M'
  }
  {
    name: 'silence'
    title: 'Nothing arrives'
    description: 'No delivery of any provider was accepted for the whole window. Is the webhook still active there, with this URL and this secret?'
    severity: 2
    query: '''
customMetrics
| where name == 'platica.deliveries'
| where tostring(customDimensions['outcome']) in ('accepted', 'malformed', 'flow-answered')
| summarize measure = sum(valueSum)'''
    aggregation: 'Total'
    operator: 'LessThan'
    threshold: 1
    window: silenceWindow
    frequency: 'PT30M'
  }
  {
    name: 'dead-letters'
    title: 'Deliveries became dead letters'
    description: 'They are kept in the DeadLetters table, with the reason. The queue\'s own dead-letter queue is emptied and shows nothing.'
    severity: 2
    query: '''
customMetrics
| where name == 'platica.dead_letters'
| summarize measure = sum(valueSum)'''
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT30M'
    frequency: 'PT15M'
  }
  {
    name: 'oldest-message'
    title: 'The queue is not being worked off'
    description: 'The oldest delivery in the queue has waited too long. Nothing is lost yet: it is kept for 14 days.'
    severity: 2
    query: '''
customMetrics
| where name == 'platica.queue.oldest'
| summarize measure = max(valueMax)'''
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: oldestMessageMinutes * 60
    window: 'PT30M'
    frequency: 'PT15M'
  }
  {
    name: 'fallback-in-use'
    title: 'The queue is bypassed'
    description: 'Deliveries wait in the fallback store, because Service Bus did not take them in time. They are moved on by themselves.'
    severity: 2
    query: '''
customMetrics
| where name == 'platica.fallback.depth'
| summarize measure = min(valueMin)'''
    aggregation: 'Minimum'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT30M'
    frequency: 'PT15M'
  }
  {
    name: 'timer'
    title: 'The timer does not run'
    description: 'The function drain-fallback reports every minute what waits in the fallback, and did not: it does not run, or finds no blobs.'
    severity: 2
    query: '''
customMetrics
| where name == 'platica.fallback.depth'
| summarize measure = count()'''
    aggregation: 'Total'
    operator: 'LessThan'
    threshold: 1
    window: 'PT30M'
    frequency: 'PT15M'
  }
  {
    name: 'flow-fallbacks'
    title: 'Flows answer with the fallback'
    description: 'A handler of a Flow failed or was too slow, and people saw the fallback instead of its answer.'
    severity: 2
    query: '''
customMetrics
| where name == 'platica.flow.fallbacks'
| summarize measure = sum(valueSum)'''
    aggregation: 'Total'
    operator: 'GreaterThanOrEqual'
    threshold: flowFallbackThreshold
    window: 'PT30M'
    frequency: 'PT15M'
  }
  {
    name: 'channel-unhealthy'
    title: 'A channel stopped working'
    description: 'A provider says that it lost its link to WhatsApp. No messages come or go until somebody links it again. The log says which.'
    severity: 1
    query: '''
customMetrics
| where name == 'platica.channel.turns'
| where tostring(customDimensions['health']) == 'unhealthy'
| summarize measure = sum(valueSum)'''
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT30M'
    frequency: 'PT15M'
  }
  {
    name: 'unavailable'
    title: 'Deliveries were turned away'
    description: 'Neither the queue nor the fallback took them, or no secret is set. Not every provider sends again.'
    severity: 1
    query: '''
customMetrics
| where name == 'platica.deliveries'
| where tostring(customDimensions['outcome']) == 'unavailable'
| summarize measure = sum(valueSum)'''
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT30M'
    frequency: 'PT15M'
  }
  {
    name: 'server-errors'
    title: 'Requests end with 5xx'
    description: 'The app or its host failed, or deliveries were turned away. Not every provider sends again.'
    severity: 1
    query: '''
requests
| where resultCode startswith '5' and url !endswith '/api/health'
| summarize measure = sum(itemCount)'''
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT30M'
    frequency: 'PT15M'
  }
]

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for rule in rules: {
  name: rule.name
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: rule.title
    description: rule.description
    severity: rule.severity
    enabled: true
    scopes: [applicationInsightsId]
    windowSize: rule.window
    evaluationFrequency: rule.frequency
    autoMitigate: true
    // The first deployment runs before the app has ever sent a metric.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: rule.query
          metricMeasureColumn: 'measure'
          timeAggregation: rule.aggregation
          operator: rule.operator
          threshold: rule.threshold
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [people.id] }
  }
}]

output actionGroupId string = people.id

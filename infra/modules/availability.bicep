// Asks for health from several places every five minutes. It also keeps HTTP instances warm: a timer would not, it runs on others.
param location string
param tags object
param applicationInsightsId string
param actionGroupId string
param url string

// Azure's names for South Central US, West US and Central US as places of test. Each run is paid for.
var places = ['us-tx-sn1-azr', 'us-ca-sjc-azr', 'us-fl-mia-edge']

resource test 'Microsoft.Insights/webtests@2022-06-15' = {
  name: 'health'
  location: location
  tags: union(tags, { 'hidden-link:${applicationInsightsId}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: 'health'
    Name: 'health'
    Kind: 'standard'
    Enabled: true
    Frequency: 300
    Timeout: 30
    RetryEnabled: true
    Locations: [for place in places: { Id: place }]
    Request: {
      RequestUrl: url
      HttpVerb: 'GET'
      ParseDependentRequests: false
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: 7
    }
  }
}

resource unhealthy 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'unhealthy'
  location: 'global'
  tags: tags
  properties: {
    description: 'Health was not answered with 200 from two places or more: the app, its queue, its store or its secret is not there.'
    severity: 1
    enabled: true
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    scopes: [test.id, applicationInsightsId]
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: test.id
      componentId: applicationInsightsId
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: actionGroupId }]
  }
}

param namespaceName string
param queueName string
param location string
param tags object

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: namespaceName
  location: location
  tags: tags
  sku: { name: 'Standard', tier: 'Standard' }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
  }

  resource queue 'queues' = {
    name: queueName
    properties: {
      // Spares work when a provider sends twice; correctness does not rest on it. Cannot be changed later.
      requiresDuplicateDetection: true
      duplicateDetectionHistoryTimeWindow: 'PT10M'
      // The longest there is: locks of a batch are not renewed, and processing settles within four minutes.
      lockDuration: 'PT5M'
      // A delivery waits about two minutes for a store that is down before it counts: 300 of them outlast about ten hours.
      maxDeliveryCount: 300
      defaultMessageTimeToLive: 'P14D'
      deadLetteringOnMessageExpiration: true
      maxSizeInMegabytes: 5120
    }
  }
}

output namespaceName string = namespace.name
output host string = replace(replace(namespace.properties.serviceBusEndpoint, 'https://', ''), ':443/', '')
